package output

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/diagnostics"
)

func TestAnnotations(t *testing.T) {
	t.Parallel()
	a := newAnnotations("/repo")
	at := func(file, rendered string) diagnostics.Diagnostic {
		return diagnostics.Diagnostic{Level: "error", Code: "E1", Message: "m", Rendered: rendered, File: file, Line: 2, Column: 3, EndLine: 4}
	}
	a.add(0, "/repo/a", at("src/x.rs", "\x1b[1merror\x1b[0m: m\n --> src/x.rs\n"))
	a.add(0, "/repo/a", at("src/x.rs", "error: m\n")) // in another target
	a.add(1, "/repo/b", at("../a/src/x.rs", "error: m\n --> ../a/src/x.rs\n"))
	a.add(1, "/repo/b", at("/elsewhere/y.rs", "error: m\n"))
	a.add(1, "/repo/b", diagnostics.Diagnostic{Level: "warning", Message: "no place"})
	want := []string{"::error file=a/src/x.rs,line=2,col=3,endLine=4,title=E1::error: m%0A --> src/x.rs"}
	if got := a.take(0); !slices.Equal(got, want) || a.take(0) != nil {
		t.Errorf("got %q", got)
	}
	want = []string{"::error title=E1::error: m", "::warning title=no place::no place"}
	if got := a.take(1); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestLogName(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"fixtures/a": "07-fixtures-a.log", "../sibling": "07-sibling.log", "a b\xff\n": "07-a-b.log", "..": "07-workspace.log", "é": "07-workspace.log",
	} {
		if got := logName(7, 20, path); got != want {
			t.Errorf("%q: %s, want %s", path, got, want)
		}
	}
	if got := logName(7, 1000, "a"); got != "0007-a.log" {
		t.Errorf("got %s", got)
	}
}
