package skeleton_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestWritten holds what is written against the sources: nothing that shadows a
// source, no directory that is not there, all of it old.
func TestWritten(t *testing.T) {
	t.Parallel()
	old := time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, kept := range map[string][]string{
		"zoo":      {},
		"patched":  {"ground/", "below/", "unused/", "nested/config/twin/", "nested/replaced/twin/"},
		"vendored": {"vendor/", "inner/theirs/", "tools/"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, name)
			before := w.tree("src")
			w.skeleton("out")
			if !slices.Equal(before, w.tree("src")) {
				t.Error("the sources have changed")
			}
			err := filepath.WalkDir(w.Path("out"), func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return err
				}
				rel, _ := filepath.Rel(w.Path("out"), path)
				rel = filepath.ToSlash(rel)
				info, err := d.Info()
				if err != nil {
					return err
				}
				theirs, missing := os.Lstat(filepath.Join(w.Path("src"), rel))
				asIs := slices.ContainsFunc(kept, func(dir string) bool { return strings.HasPrefix(rel, dir) })
				switch {
				case d.IsDir() && (missing != nil || !theirs.IsDir()):
					t.Errorf("the directory %s is not one of the sources", rel)
				case d.Type() == fs.ModeSymlink && (missing != nil || theirs.Mode().Type() != fs.ModeSymlink):
					t.Errorf("%s is a symlink", rel)
				case strings.HasPrefix(d.Name(), "nw-skeleton-") && (missing == nil || asIs):
					t.Errorf("%s shadows a source", rel)
				case strings.HasSuffix(rel, ".rs") && !strings.HasPrefix(d.Name(), "nw-skeleton-") && !asIs:
					t.Errorf("%s is a real source", rel)
				case asIs && !d.IsDir() && info.Mode()&0o100 != theirs.Mode()&0o100:
					t.Errorf("%s: mode %s, not %s", rel, info.Mode(), theirs.Mode())
				case d.Type() != fs.ModeSymlink && !info.ModTime().Equal(old):
					t.Errorf("%s is of %s", rel, info.ModTime())
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestStandInFails runs the stand-in of a program.
func TestStandInFails(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "old")
	w.skeleton("out")
	w.Cargo("out", "run", "--locked", "--offline", "--quiet").Status(101).Says("this is a stand-in made by cargo nw skeleton")
}

// TestKept builds third-party packages on packages of the repository, in the
// skeleton.
func TestKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "patched")
	w.Write(map[string]string{"src/ground/junk": "ignored", "src/ground/target/CACHEDIR.TAG": "", "src/ground/target/x": ""})
	w.Write(map[string]string{"src/shared/deep/er/data.txt": "shared"})
	w.Link("../shared/deep", "src/ground/data")
	w.Link("lib.rs", "src/ground/src/again.rs")
	w.Run("src", "git", "init", "--quiet").Status(0)
	out := w.skeleton("out", "--keep", "app")
	for _, text := range []string{
		"ground is in the skeleton as it is, because stands depends on it: each edit of it rebuilds the layer",
		"nested/config/twin is in the skeleton as it is, because leans depends on it",
		"nested/replaced/twin is in the skeleton as it is, because it replaces a third-party package",
		"unused is in the skeleton as it is, because the workspace above it does not list it",
	} {
		out.Once(text)
	}
	if w.Read("out/ground/data/er/data.txt") != "shared" || !w.Exists("out/shared/deep/er/data.txt") || w.Read("out/ground/src/again.rs") != w.Read("src/ground/src/lib.rs") {
		t.Error("symlinks in a package that stays as it is lead nowhere")
	}
	if w.Exists("out/ground/junk") || w.Exists("out/ground/target") {
		t.Error("what git ignores is in the skeleton")
	}
	if text := w.Read("out/hack/Cargo.toml"); !strings.Contains(text, `version = "1.2.3+skeleton"`) {
		t.Errorf("a patch that only members use has no version that meets requirements:\n%s", text)
	}
	if text := w.Read("out/Cargo.toml"); strings.Contains(text, "other") {
		t.Errorf("the root has what nobody inherits:\n%s", text)
	}
	// The program is a real one.
	w.Cargo("out", "run", "--locked", "--offline", "--quiet").Status(0)
}
