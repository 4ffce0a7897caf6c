package graph_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/nested"
)

// on makes "0 2" two dependencies.
func on(lists ...string) [][]graph.Dependency {
	depends := make([][]graph.Dependency, len(lists))
	for i, list := range lists {
		for word := range strings.FieldsSeq(list) {
			d := graph.Dependency{From: fmt.Sprintf("/w/%d/Cargo.toml", i), To: "/w/" + word + "/Cargo.toml"}
			_, _ = fmt.Sscan(word, &d.On)
			depends[i] = append(depends[i], d)
		}
	}
	return depends
}

func numbered(n int) nested.Tree {
	tree := nested.Tree{Start: "/w"}
	for i := range n {
		dir := fmt.Sprintf("/w/%d", i)
		tree.Workspaces = append(tree.Workspaces, nested.Workspace{Dir: dir, Depth: 1, Manifest: dir + "/Cargo.toml"})
	}
	return tree
}

func TestTopological(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		depends [][]graph.Dependency
		want    string // the workspace at each place, and the places that it comes after
	}{
		"nothing":                            {nil, "[]"},
		"as declared":                        {on("", "", ""), "[{0 []} {1 []} {2 []}]"},
		"a chain, declared wrongly":          {on("1", "2", ""), "[{2 []} {1 [0]} {0 [1]}]"},
		"the next is the one declared first": {on("3", "", "", ""), "[{1 []} {2 []} {3 []} {0 [2]}]"},
		"places, sorted":                     {on("3 2", "", "1", ""), "[{1 []} {2 [0]} {3 []} {0 [1 2]}]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			order, err := graph.Topological(numbered(len(test.depends)), test.depends)
			if got := fmt.Sprint(order); err != nil || got != test.want {
				t.Errorf("got %s, %v, want %s", got, err, test.want)
			}
		})
	}
}

// A circle has no order. It is named, without those that only lead to it.
func TestTopologicalCircle(t *testing.T) {
	t.Parallel()
	_, err := graph.Topological(numbered(4), on("1", "2", "1", ""))
	var bad *manifest.Error
	if !errors.As(err, &bad) {
		t.Fatalf("got %v", err)
	}
	if want := "`1` → `2` → `1` (`1/Cargo.toml` depends on `2/Cargo.toml`, `2/Cargo.toml` depends on `1/Cargo.toml`)"; !strings.HasSuffix(bad.Message, want) || bad.Path != "/w/1/Cargo.toml" || bad.Hint == "" {
		t.Errorf("got %v, hint %q, want %s", err, bad.Hint, want)
	}
}
