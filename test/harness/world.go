package harness

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// Files are contents by path. What begins with "#!" is a program.
type Files map[string]string

// Archive are the files of a txtar archive.
func Archive(text string) Files {
	tree := Files{}
	for _, f := range txtar.Parse([]byte(text)).Files {
		tree[f.Name] = string(f.Data)
	}
	return tree
}

// World is a directory with workspaces in it, and the environment in which
// programs run there. It has nothing of the environment of the tests but PATH.
type World struct {
	T   *testing.T
	Dir string // symlinks resolved
	// Home is the user's home, next to Dir. CARGO_HOME is .cargo in it.
	Home string
	Env  []string
	log  string // of the fake cargo
}

// New is a World in which no cargo has been prepared.
func New(t *testing.T, trees ...Files) *World {
	t.Helper()
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	w := &World{T: t, Dir: filepath.Join(base, "world"), Home: filepath.Join(base, "home"), log: filepath.Join(base, "log")}
	temporary := filepath.Join(base, "tmp")
	for _, dir := range []string{w.Dir, w.Home, temporary} {
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	w.Env = append(realcargo.Env(w.Home), "TMPDIR="+temporary, "PATH="+os.Getenv("PATH"))
	for _, tree := range trees {
		w.Write(tree)
	}
	return w
}

// With is the same World with more variables.
func (w *World) With(env ...string) *World {
	other := *w
	other.Env = append(slices.Clip(w.Env), env...)
	return &other
}

// Without is the same World without some variables.
func (w *World) Without(names ...string) *World {
	other := *w
	other.Env = slices.DeleteFunc(slices.Clone(w.Env), func(kv string) bool {
		name, _, _ := strings.Cut(kv, "=")
		return slices.Contains(names, name)
	})
	return &other
}

// WithPath is the same World with a directory of it first on PATH.
func (w *World) WithPath(dir string) *World {
	return w.With("PATH=" + w.Path(dir) + string(filepath.ListSeparator) + w.Getenv("PATH"))
}

// Getenv is the value of a variable in the World, "" if it is not set.
func (w *World) Getenv(name string) (value string) {
	for _, kv := range w.Env { // the last one counts
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			value = v
		}
	}
	return value
}

// Path is the path of a file of the World.
func (w *World) Path(name string) string { return filepath.Join(w.Dir, name) }

// Write writes files.
func (w *World) Write(tree Files) {
	w.T.Helper()
	for name, text := range tree {
		path := w.Path(name)
		write := func() error { return os.WriteFile(path, []byte(text), 0o600) }
		if strings.HasPrefix(text, "#!") {
			write = func() error { return writeProgram(path, text) }
		}
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), write()); err != nil {
			w.T.Fatal(err)
		}
	}
}

// writeProgram writes a file to be started. While it is open, this process
// starts no other one: that would hold the file open for writing until it
// becomes its program, and a file that is open for writing cannot be started
// ("text file busy", https://go.dev/issue/22315).
func writeProgram(path, text string) error {
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	return os.WriteFile(path, []byte(text), 0o700)
}

// Read reads a file.
func (w *World) Read(name string) string {
	w.T.Helper()
	data, err := os.ReadFile(w.Path(name))
	if err != nil {
		w.T.Fatal(err)
	}
	return string(data)
}

// Remove removes files and directories with all that is in them.
func (w *World) Remove(names ...string) {
	w.T.Helper()
	for _, name := range names {
		if err := os.RemoveAll(w.Path(name)); err != nil {
			w.T.Fatal(err)
		}
	}
}

// Exists says that there is something of that name, be it a dangling link.
func (w *World) Exists(name string) bool {
	_, err := os.Lstat(w.Path(name))
	return err == nil
}

// Link makes a symlink and gives its path.
func (w *World) Link(to, name string) string {
	w.T.Helper()
	if err := os.Symlink(to, w.Path(name)); err != nil {
		w.T.Fatal(err)
	}
	return w.Path(name)
}

// Find lists the files below dir whose base name matches.
func (w *World) Find(dir, pattern string) []string {
	var found []string
	_ = filepath.WalkDir(w.Path(dir), func(path string, _ fs.DirEntry, err error) error {
		if ok, _ := filepath.Match(pattern, filepath.Base(path)); err == nil && ok {
			found = append(found, path)
		}
		return nil
	})
	return found
}

// Age dates files back by an hour: what a test touches afterwards is newer than
// the build script that ran last.
func (w *World) Age(names ...string) {
	w.T.Helper()
	old := time.Now().Add(-time.Hour)
	for _, name := range names {
		err := filepath.WalkDir(w.Path(name), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.Type() == fs.ModeSymlink {
				return err
			}
			return os.Chtimes(path, old, old)
		})
		if err != nil {
			w.T.Fatal(err)
		}
	}
}
