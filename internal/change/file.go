package change

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// File is a file as it is and as it should be. [Read] fills in how it is.
type File struct {
	Path     string // absolute, as it is shown
	Target   string // where the symlinks in Path lead, "" if there are none
	Exists   bool
	Old, New []byte
	Remove   bool     // the file is removed; New is empty
	What     string   // what happens to it, in words
	Items    []string // what is added to it, item by item
}

// Set is what a verb wants to change.
type Set struct {
	Dir       string   // absolute; the paths of a patch are relative to it, or to a directory above
	Files     []File   // to be written
	Proposals []File   // files that the verb does not write: the user gets a patch to read
	Options   []string // those of the verb that a command in a hint has to repeat
	Then      func()   // called once the files are written; may be nil
	Next      string   // the command to type once they are written, "" for none
}

// place is the path of the file itself, without symlinks.
func (f File) place() string { return cmp.Or(f.Target, f.Path) }

// same says that nothing would change.
func (f File) same() bool {
	if f.Remove || !f.Exists {
		return f.Remove && !f.Exists
	}
	return bytes.Equal(f.Old, f.New)
}

// changes leaves out the files that need no change.
func changes(files []File) []File { return slices.DeleteFunc(slices.Clone(files), File.same) }

var errDangling = errors.New("it is a symlink that leads nowhere")

// Read returns a file as it is. A missing file is not an error.
func Read(path string) (File, error) {
	f := File{Path: path}
	target, err := resolve(path)
	if err != nil {
		return f, fmt.Errorf("reading %s: %w", path, cause(err))
	}
	if target != path {
		f.Target = target
	}
	f.Old, err = regular.Read(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, nil
	case err != nil:
		return f, fmt.Errorf("reading %s: %w", path, cause(err))
	}
	f.Exists = true
	return f, nil
}

// resolve follows the symlinks in a path, as far as it exists.
func resolve(path string) (string, error) {
	target, err := filepath.EvalSymlinks(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return target, err
	}
	dir := filepath.Dir(path)
	if _, err = os.Lstat(path); err == nil {
		return "", errDangling
	} else if dir == path {
		return path, nil
	}
	parent, err := resolve(dir)
	return filepath.Join(parent, filepath.Base(path)), err
}

const separator = string(filepath.Separator)

// Base is the innermost directory that contains dir and all the files.
func Base(dir string, files ...File) string {
	for _, f := range files {
		for dir != filepath.Dir(dir) && !strings.HasPrefix(f.place(), strings.TrimSuffix(dir, separator)+separator) {
			dir = filepath.Dir(dir)
		}
	}
	return dir
}

// cause drops the path from an error, which may be that of a temporary file or
// of a directory above.
func cause(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	if at, ok := errors.AsType[*os.LinkError](err); ok {
		return at.Err
	}
	return err
}
