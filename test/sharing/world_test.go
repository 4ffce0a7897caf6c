package sharing_test

import (
	"encoding/json"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

// world is a directory with workspaces in it, which get their crates from the
// room's registry.
type world struct{ *harness.World }

// top is a containing workspace without dependencies that shares.
const top = `
-- src/lib.rs --
-- Cargo.toml --
[package]
name = "top"
version = "0.1.0"
edition = "2021"
[workspace]
exclude = ["a", "b", "c"]
[package.metadata.nested_workspace]
roots = ["a", "b"]
share = true
`

// workspace is one in a directory of its own, with a program that prints text.
func workspace(name, dependencies, text string) string {
	return "-- " + name + "/Cargo.toml --\n[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[workspace]\n[profile.dev]\ndebug = 0\n[dependencies]\n" +
		dependencies + "\n-- " + name + "/src/main.rs --\nfn main() { println!(\"{}\", " + text + ") }\n"
}

func newWorld(t *testing.T, archive string) *world {
	t.Helper()
	w := harness.Real(t, harness.Archive(archive)).Uncached()
	dir, err := home()
	if err != nil {
		t.Fatal(err)
	}
	return &world{w.With("CARGO_HOME="+dir, "CARGO_NET_OFFLINE=true")}
}

// plain is the same world with rustup's proxies, which choose toolchains.
func (w *world) plain() *world { return &world{w.Plain()} }

// with is the same world with more variables.
func (w *world) with(env ...string) *world { return &world{w.With(env...)} }

// write lays out an archive.
func (w *world) write(archive string) {
	w.T.Helper()
	w.Write(harness.Archive(archive))
}

// lock makes the lock files of workspaces.
func (w *world) lock(workspaces ...string) {
	w.T.Helper()
	for _, name := range workspaces {
		w.Cargo(name, "generate-lockfile").Status(0)
	}
}

// nw runs cargo-nw, which has to succeed without a note about sharing.
func (w *world) nw(argv ...string) harness.Outcome {
	w.T.Helper()
	return w.noted(argv...).Silent("sharing: ")
}

// noted runs cargo-nw, which has to succeed.
func (w *world) noted(argv ...string) harness.Outcome {
	w.T.Helper()
	return w.NW(append([]string{"nw"}, argv...)...).Status(0)
}

// compiled runs cargo-nw with messages as JSON, and returns what cargo compiled:
// "package kind", sorted.
func (w *world) compiled(argv ...string) []string {
	w.T.Helper()
	return witness(w.T, w.nw(append(argv, "--message-format=json")...).Stdout)
}

// witness are the units that cargo's messages say were compiled or run.
func witness(t *testing.T, stdout string) []string {
	t.Helper()
	list := []string{}
	for line := range strings.Lines(stdout) {
		if !strings.HasPrefix(line, "{") {
			continue
		}
		var m struct {
			Reason string
			Fresh  bool
			Target struct {
				Name string
				Kind []string
			}
		}
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if m.Reason == "compiler-artifact" && !m.Fresh {
			list = append(list, m.Target.Name+" "+m.Target.Kind[0])
		}
	}
	slices.Sort(list)
	return list
}

// prints checks what the program of a workspace prints.
func (w *world) prints(workspace, want string) {
	w.T.Helper()
	res := w.Run(workspace, filepath.Join(w.Dir, workspace, "target", "debug", "app"))
	if got := strings.TrimSpace(res.Stdout); got != want {
		w.T.Errorf("the program of %s prints %q, want %q", workspace, got, want)
	}
}

// same checks what was compiled.
func (w *world) same(got []string, want ...string) {
	w.T.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		w.T.Errorf("compiled %q, want %q", got, want)
	}
}

// entries are those of the store in the world's target directory.
func (w *world) entries() (list []store.Entry) {
	w.T.Helper()
	for _, g := range store.In(w.Path("target")).Groups() {
		list = append(list, g.Entries()...)
	}
	return list
}

// stored are the packages in the store, sorted, each once.
func (w *world) stored() []string {
	w.T.Helper()
	list := []string{}
	for _, e := range w.entries() {
		list = append(list, e.Package)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// find returns the files below a directory whose names hold a text.
func (w *world) find(dir, text string) []string {
	w.T.Helper()
	var list []string
	err := filepath.WalkDir(filepath.Join(w.Dir, dir), func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && strings.Contains(filepath.Base(path), text) {
			list = append(list, path)
		}
		return err
	})
	if err != nil {
		w.T.Fatal(err)
	}
	return list
}
