package cmdline_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cmdline"
)

func TestNewOption(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		text, placeholder string
		kind              cmdline.Kind
		choices           []string
	}{
		{"write a report to `FILE`", "FILE", cmdline.Files, nil},
		{"write a page to `FILE.html`", "FILE.html", cmdline.Files, nil},
		{"only `GLOB`, or what is below", "GLOB", cmdline.Workspaces, nil},
		{"`FORMAT` is text or json", "FORMAT", cmdline.OneOf, []string{"text", "json"}},
		{"how output is shown: `HOW` is stream, group or a-b; see the manual", "HOW", cmdline.OneOf, []string{"stream", "group", "a-b"}},
		{"only `PART`: lib, bin or rust-x (may be repeated)", "PART", cmdline.OneOf, []string{"lib", "bin", "rust-x"}},
		{"`ORDER` is declared, or topological: after what it needs", "ORDER", cmdline.OneOf, []string{"declared", "topological"}},
		{"at most `N` at once", "N", cmdline.Free, nil},
		{"the `THING` to do", "THING", cmdline.Unknown, nil},
		{"nothing said", "VALUE", cmdline.Unknown, nil},
	} {
		o := cmdline.NewOption([]string{"--x"}, tt.text, true)
		if o.Placeholder != tt.placeholder || o.Kind != tt.kind || !slices.Equal(o.Choices, tt.choices) {
			t.Errorf("%q: got %+v", tt.text, o)
		}
	}
	if o := cmdline.NewOption([]string{"--x"}, "as `FILE`", false); o.Placeholder != "" || o.Kind != cmdline.Unknown || o.About != "as FILE" {
		t.Errorf("a flag: got %+v", o)
	}
}

// TestGlobals holds the table against the grammar of cargo's global flags.
func TestGlobals(t *testing.T) {
	t.Parallel()
	var got []string
	for _, o := range cmdline.Globals {
		got = append(got, o.Names...)
	}
	var want []string
	for _, o := range args.Globals() {
		want = append(want, o.Names...)
		known, _ := cmdline.Find(cmdline.Globals, o.Names[0])
		if takes := known.Kind != cmdline.Unknown; takes != o.TakesValue {
			t.Errorf("%s: takes a value: got %v, want %v", o.Names[0], takes, o.TakesValue)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
