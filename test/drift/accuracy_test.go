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
	class, meta := ask(t, c, r.build)
	again := 0
	for i, b := range builds(meta, r.build) {
		graph := append([]variant.Build{class.Whole}, class.Members...)[i].Graph
		built := build(w, b)
		if got, want := slices.Sorted(maps.Keys(predicted(graph))), slices.Sorted(maps.Keys(built.units)); !slices.Equal(got, want) {
			t.Errorf("%s: predicted\n%s\nbuilt\n%s", strings.Join(b.Argv(), " "), strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if i > 0 {
			again += built.compiled
		}
	}
	if got := variant.CompareFeatures(class).Again.Sum(); got != again || again == 0 {
		t.Errorf("compiled again: predicted %d, and cargo compiled %d", got, again)
	}
	explained(t, meta, class)
	t.Logf("%d units in the whole build, %d compiled again", len(class.Whole.Graph.Units), again)
}

// explained checks that each feature of a package that is not a member has a
// manifest that asks for it.
func explained(t *testing.T, meta metadata.Metadata, class variant.Class) {
	t.Helper()
	asking := variant.NewAsking(meta, []variant.Class{class})
	n := 0
	for id := range meta.Packages {
		if class.Local[id] {
			continue // the command line may ask for it
		}
		for _, feature := range asking.Features(id) {
			packages, own := asking.Asks(id, feature)
			if n++; len(packages)+len(own) == 0 {
				t.Errorf("nothing asks for %s of %s", feature, id)
			}
		}
	}
	if n == 0 {
		t.Error("there are no features")
	}
}

// TestExceptions has what the graphs do not show: there cargo compiles at least
// what is counted, and drift says so.
func TestExceptions(t *testing.T) {
	t.Parallel()
	t.Run("lto", func(t *testing.T) {
		t.Parallel()
		w := harness.Real(t, harness.Archive(linked))
		w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
		exceeds(t, w, unitgraph.Build{Command: "build", Args: []string{"--release"}}, 1, "  with link-time optimization cargo may compile more again than is counted here\n", "--profile", "release")
	})
	t.Run("artifact", func(t *testing.T) {
		t.Parallel()
		w := harness.Real(t, harness.Archive(artifact)).Plain().With("RUSTUP_TOOLCHAIN=nightly", "RUSTUP_AUTO_INSTALL=0")
		if w.Run("ws", "cargo", "-V").Code != 0 {
			t.Skip("there is no nightly toolchain: artifact dependencies are unstable")
		}
		w.Cargo("ws", "generate-lockfile", "--offline").Status(0)
		exceeds(t, w, unitgraph.Build{Command: "build"}, 0, "  with artifact dependencies cargo may compile more again than is counted here\n")
	})
}

func exceeds(t *testing.T, w *harness.World, whole unitgraph.Build, more int, says string, options ...string) {
	t.Helper()
	c := asker(t, w)
	class, meta := ask(t, c, whole)
	again := 0
	for i, b := range builds(meta, whole) {
		if built := build(w, b); i > 0 {
			again += built.compiled
		}
	}
	if got := variant.CompareFeatures(class).Again.Sum(); got+more > again {
		t.Errorf("predicted %d, and cargo compiles %d, want at least %d more", got, again, more)
	}
	if o := w.NWIn("ws", append([]string{"drift", "features"}, options...)...).Status(0); !strings.Contains(o.Stdout, says) {
		o.Fail("it does not say " + says)
	}
}
