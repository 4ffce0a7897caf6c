package selection_test

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

func TestSelect(t *testing.T) {
	t.Parallel()
	const deep = selection.AnyDepth
	yes := func(dirs ...string) map[string]bool {
		m := map[string]bool{}
		for _, dir := range dirs {
			m[dir] = true
		}
		return m
	}
	tests := []struct {
		name  string
		req   selection.Request
		facts selection.Facts
		want  []string
	}{
		{"no self", selection.Request{NoSelf: true, Depth: 1}, selection.Facts{}, []string{"fuzz", "fuzzy", "x/y/z", "../s"}},
		{"depth 0", selection.Request{}, selection.Facts{}, []string{"."}},
		{"depth 0 without self", selection.Request{NoSelf: true}, selection.Facts{}, []string{}},
		{"changed", selection.Request{Depth: deep}, selection.Facts{Changed: yes("/w/fuzz", "/s")}, []string{"fuzz", "../s"}},
		{"none changed", selection.Request{Depth: deep}, selection.Facts{Changed: yes()}, []string{}},
		{"having", selection.Request{Depth: 1}, selection.Facts{Having: yes("/w", "/w/fuzz/a")}, []string{"."}},
		{"done", selection.Request{Depth: deep}, selection.Facts{Done: yes("/w", "/w/fuzz", "/w/fuzzy", "/s")}, []string{"fuzz/a", "x/y/z", "[a]"}},
		{
			"all together",
			selection.Request{Depth: 1, NoSelf: true, Only: patterns(t, []string{"*", "../s"}), Exclude: patterns(t, []string{"fuzzy"})},
			selection.Facts{Changed: yes("/w", "/w/fuzz", "/s"), Having: yes("/w/fuzz", "/s"), Done: yes("/s")},
			[]string{"fuzz"},
		},
		{
			"a part of what passes",
			selection.Request{Depth: 1, NoSelf: true, Part: selection.Part{I: 2, Of: 2}},
			selection.Facts{},
			[]string{"fuzz", "x/y/z"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := selected(t, tt.req, tt.facts); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestDone(t *testing.T) {
	t.Parallel()
	got := selection.Select(tree, selection.Request{Cwd: "/w", Depth: selection.AnyDepth}, selection.Facts{
		Done: map[string]bool{"/w/fuzz": true, "/s": false},
		Took: map[string]float64{"/w/fuzz": 1.5},
	})
	if want := []nested.Done{{Dir: "/w/fuzz", Seconds: 1.5}}; !slices.Equal(got.Done, want) {
		t.Errorf("got %v, want %v", got.Done, want)
	}
}
