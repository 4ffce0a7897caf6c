package skeleton_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// commands are those whose third-party units are compared.
var commands = []string{
	"build",
	"build --workspace --release",
	"check --workspace",
	"check --workspace --all-targets",
	"test --workspace",
	"bench --workspace",
	"build --workspace --all-features",
	"test --workspace --no-default-features",
	"build --workspace --target HOST",
	"test --release",
}

// TestUnits holds the third-party units of each command in a skeleton against
// those in the sources: the package, its features, profile, platform and mode,
// and the same of all that it is compiled with.
func TestUnits(t *testing.T) {
	t.Parallel()
	host := realcargo.HostTriple(t)
	for _, name := range []string{"zoo", "across", "patched", "embedded", "old", "vendored"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, name)
			w.skeleton("out")
			units := 0
			for _, root := range w.roots {
				for _, command := range commands {
					argv := strings.Fields(strings.ReplaceAll(command, "HOST", host))
					theirs, made := w.units("src", root, argv), w.units("out", root, argv)
					if slices.Compare(theirs, made) != 0 {
						t.Errorf("%s: cargo %s: in the sources alone\n%s\nin the skeleton alone\n%s", root, command, without(theirs, made), without(made, theirs))
					}
					units += len(theirs)
				}
			}
			if units < len(commands) {
				t.Errorf("only %d units are compared", units)
			}
		})
	}
}

// units are the third-party units of a command in a workspace of the sources or
// the skeleton, sorted.
func (w *world) units(top, root string, argv []string) []string {
	w.T.Helper()
	asking := w.With("__CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS=nightly", "CARGO_TARGET_DIR="+w.Path("scratch"))
	out := asking.Cargo(filepath.Join(top, root), append(argv, "--unit-graph", "-Zunstable-options", "--locked", "--offline", "--quiet")...).Status(0)
	graph, err := unitgraph.Parse([]byte(strings.ReplaceAll(out.Stdout, w.Path(top), "/tree")))
	if err != nil {
		w.T.Fatal(err)
	}
	ids := graph.Identities(nil)
	var list []string
	for i, u := range graph.Units {
		if !strings.Contains(u.Package, "path+file:///tree") {
			name, version := unitgraph.NameVersion(u.Package)
			list = append(list, fmt.Sprintf("%s %s %v %s %v %x", name, version, u.Kinds, u.Mode, u.Features, ids[i]))
		}
	}
	slices.Sort(list)
	return list
}

func without(list, other []string) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(list), func(line string) bool { return slices.Contains(other, line) }), "\n")
}
