package skeleton_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

// world is a World with a tree of sources in src, in which third-party crates
// are those of testdata/crates.txt.
type world struct {
	*harness.World
	roots []string // of the workspaces, relative to the sources
}

// link is what a txtar archive cannot have: a symlink in the sources, and where
// it leads.
var links = map[string]map[string]string{
	"zoo": {"crates/linked": "../elsewhere/deep/linked"},
}

// newWorld has the sources of testdata/NAME.txt, and the lock files that they
// need.
func newWorld(t *testing.T, name string) world {
	t.Helper()
	w := world{World: harness.Real(t, files(t, name))}
	for link, to := range links[name] {
		w.Link(to, "src/"+link)
	}
	w.registry()
	w.lock()
	return w
}

// registry makes the crates of testdata/crates.txt those of crates.io.
func (w *world) registry() {
	w.T.Helper()
	crates, err := os.ReadFile(filepath.Join("testdata", "crates.txt"))
	if err == nil {
		err = registry.Make(w.Path("registry"), filepath.Join(w.Home, ".cargo"), string(crates))
	}
	if err != nil {
		w.T.Fatal(err)
	}
}

// lock finds the workspaces and makes their lock files.
func (w *world) lock() {
	w.T.Helper()
	listed := w.NWIn("src", "list").Status(0)
	w.roots = []string{"."}
	for line := range strings.Lines(listed.Stdout) {
		root, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		w.roots = append(w.roots, root)
	}
	for _, root := range w.roots {
		if !w.Exists(filepath.Join("src", root, "Cargo.lock")) {
			w.Cargo(filepath.Join("src", root), "generate-lockfile", "--offline", "--quiet").Status(0)
		}
	}
}

// files are those of an archive, below src.
func files(t *testing.T, name string) harness.Files {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	tree := harness.Files{}
	for path, content := range harness.Archive(string(text)) {
		tree["src/"+path] = content
	}
	return tree
}

// skeleton writes a skeleton of the sources to out, and says that cargo accepts
// all its lock files.
func (w *world) skeleton(out string, more ...string) harness.Outcome {
	w.T.Helper()
	made := w.NWIn("src", append([]string{"skeleton", "--out", w.Path(out)}, more...)...).Status(0)
	for _, lock := range w.Find(out, "Cargo.lock") {
		dir, _ := filepath.Rel(w.Dir, filepath.Dir(lock))
		w.Cargo(dir, "metadata", "--locked", "--offline", "--format-version", "1", "--quiet").Status(0)
	}
	return made
}

// digest is that of the sources.
func (w *world) digest(more ...string) string {
	w.T.Helper()
	return strings.TrimSpace(w.NWIn("src", append([]string{"skeleton", "--digest"}, more...)...).Status(0).Stdout)
}

// tree lists the files below a directory, with slashes.
func (w *world) tree(dir string) []string {
	w.T.Helper()
	var list []string
	for _, path := range w.Find(dir, "*") {
		info, err := os.Lstat(path)
		if err == nil && !info.IsDir() {
			rel, _ := filepath.Rel(w.Path(dir), path)
			list = append(list, filepath.ToSlash(rel))
		}
	}
	slices.Sort(list)
	return list
}
