package drift_test

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

//go:embed kinds.txtar
var kinds string

// row is a workspace and a command in it.
type row struct {
	name, resolver, edition string
	build                   unitgraph.Build
	host                    bool // with --target, for the platform it runs on
}

// TestAccuracy holds what is predicted from unit graphs against real builds: the
// units of each build, and how many crates each compiles again after the others.
// Cargo's messages are the witness.
func TestAccuracy(t *testing.T) {
	t.Parallel()
	check := func(more ...string) unitgraph.Build { return unitgraph.Build{Command: "check", Args: more} }
	for _, r := range []row{
		{"resolver 1", "1", "2018", check(), false},
		{"resolver 2, all targets", "2", "2021", check("--all-targets"), false},
		{"resolver 2, target", "2", "2021", check(), true},
		{"resolver 1, all targets", "1", "2015", check("--all-targets"), false},
		{"resolver 2, all features", "2", "2021", check("--all-features"), false},
		{"resolver 3, no default features", "3", "2024", check("--no-default-features"), false},
		{"resolver 2, tests", "2", "2021", unitgraph.Build{Command: "test"}, false},
		{"resolver 3, build", "3", "2024", unitgraph.Build{Command: "build", Args: []string{"--release"}}, false},
	} {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Real(t, harness.Archive(strings.NewReplacer("RESOLVER", r.resolver, "EDITION", r.edition).Replace(kinds)))
			accurate(t, w, r)
		})
	}
}

func accurate(t *testing.T, w *harness.World, r row) {
	t.Helper()
	w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
	c := asker(t, w)
	if r.host {
		r.build.Args = append(r.build.Args, "--target", c.Version.Host)
	}
	data, err := c.Metadata(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	meta, err := metadata.Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	class := variant.Class{Command: r.build.Command, Exact: true, Local: map[string]bool{}}
	var again int
	for i, id := range append([]string{""}, meta.Members...) {
		b := r.build
		if id != "" {
			b.Member, class.Local[id] = meta.Packages[id].Name, true
		}
		graph := ask(t, c, b)
		built := build(w, b)
		if got, want := slices.Sorted(maps.Keys(predicted(graph))), slices.Sorted(maps.Keys(built.units)); !slices.Equal(got, want) {
			t.Errorf("%s: predicted\n%s\nbuilt\n%s", strings.Join(b.Argv(), " "), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		one := variant.Build{Member: id, Graph: graph}
		if i == 0 {
			class.Whole = one
			continue
		}
		class.Members = append(class.Members, one)
		again += built.compiled
	}
	if got := variant.CompareFeatures(class).Again.Sum(); got != again || again == 0 {
		t.Errorf("compiled again: predicted %d, and cargo compiled %d", got, again)
	}
	t.Logf("%d units in the whole build, %d compiled again", len(class.Whole.Graph.Units), again)
}
