package notice

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/proc/ancestry"
)

// Notice is that of this process.
type Notice struct {
	dir  string
	file *os.File
}

// errUnknown says that this process cannot be identified.
var errUnknown = hint.New("the start time of this process cannot be read", "mount /proc, or make it visible in this sandbox")

// Post makes the notice of this process, which says nothing yet. env is the
// environment of this process. The error says why the last directory that was
// tried cannot be used.
func Post(env []string) (*Notice, error) {
	id, ok := ancestry.Self()
	if !ok {
		return nil, errUnknown
	}
	var failed error
	for _, dir := range directories(env) {
		file, err := post(dir, name(id))
		if err == nil {
			return &Notice{dir, file}, nil
		}
		failed = hint.With(err, "set TMPDIR to a directory that you can write to, or remove "+args.Quote(dir))
	}
	return nil, failed
}

// directories are those to try, the best first.
func directories(env []string) []string {
	var list []string
	if runtime := environ.Get(env, "XDG_RUNTIME_DIR"); filepath.IsAbs(runtime) && private(runtime) == nil {
		list = append(list, filepath.Join(runtime, "cargo-nw"))
	}
	return append(list, filepath.Join(os.TempDir(), fmt.Sprintf("cargo-nw-%d", os.Getuid())))
}

// name is that of the file of a process.
func name(id ancestry.ID) string { return fmt.Sprintf("%d-%d", id.PID, id.Started) }

// tries is how many times a file is created that others remove before it is
// locked, because it looks like a killed process's.
const tries = 10

// post makes a locked file, and its directory.
func post(dir, name string) (*os.File, error) {
	path := filepath.Join(dir, name)
	for range tries {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		if err := private(dir); err != nil {
			return nil, err
		}
		clean(dir)
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600) //nolint:gosec // in our own directory
		if errors.Is(err, fs.ErrNotExist) {
			continue // another one has removed the empty directory
		}
		if err != nil {
			return nil, err
		}
		if lock(file) && there(file, path) {
			return file, nil
		}
		_ = file.Close()
	}
	return nil, fmt.Errorf("%s: others remove it", path)
}

// there says whether the open file is still the one at path.
func there(file *os.File, path string) bool {
	open, err := file.Stat()
	if err != nil {
		return false
	}
	info, err := os.Lstat(path)
	return err == nil && os.SameFile(open, info)
}

// clean removes what killed processes have left.
func clean(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if e.Type().IsRegular() {
			removeStale(filepath.Join(dir, e.Name()))
		}
	}
}

// Dir is where the notice is, for [Read].
func (n *Notice) Dir() string { return n.dir }

// Write makes the notice say this and nothing else.
func (n *Notice) Write(text []byte) error {
	if err := n.file.Truncate(0); err != nil {
		return err
	}
	_, err := n.file.WriteAt(text, 0)
	return err
}

// Remove takes the notice away, and the directory if it was the last one.
func (n *Notice) Remove() {
	path := n.file.Name()
	if there(n.file, path) {
		removeOpen(n.file, path)
	}
	_ = os.Remove(n.dir)
}
