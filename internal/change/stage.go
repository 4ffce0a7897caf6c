package change

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

var (
	errChanged  = errors.New("it has changed since it was read")
	errInTheWay = errors.New("something has been created there in the meantime")
	errReadOnly = errors.New("the file is read-only")
	errSymlink  = errors.New("it is a symlink, and symlinks are not removed")
)

// staged is a file that is ready to be changed.
type staged struct {
	File

	fresh string // a file with the new text; "" if it no longer exists
	kept  string // the file as it was, under another name; "" if there is none
	done  bool   // it has been changed
}

// stage prepares a file, and changes nothing that exists.
func (w *writer) stage(f File) error {
	place, err := resolve(f.Path)
	if err != nil {
		return err
	}
	if place != f.place() {
		return errChanged
	}
	for _, other := range w.staged {
		if other.place() == place {
			return fmt.Errorf("it is the same file as %s", w.style.Path(other.Path))
		}
	}
	mode, err := permissions(f)
	if err != nil {
		return err
	}
	s := &staged{File: f}
	w.staged = append(w.staged, s)
	if f.Exists {
		if err = w.keep(s, mode); err != nil {
			return err
		}
	} else if err = w.directories(filepath.Dir(place)); err != nil {
		return err
	}
	if f.Remove {
		return nil
	}
	s.fresh = beside(place)
	return w.create(s.fresh, f.New, mode)
}

// permissions are those of a file that may be changed, 0 for a new one: it gets
// the process's default.
func permissions(f File) (fs.FileMode, error) {
	info, err := os.Lstat(f.place())
	switch {
	case !f.Exists && err == nil:
		return 0, errInTheWay
	case !f.Exists:
		return 0, nil
	case errors.Is(err, fs.ErrNotExist):
		return 0, errChanged
	case err != nil:
		return 0, err
	case !info.Mode().IsRegular():
		return 0, regular.ErrNotRegular
	case info.Mode().Perm()&0o200 == 0:
		return 0, errReadOnly
	}
	if link, err := os.Lstat(f.Path); f.Remove && err == nil && link.Mode()&fs.ModeSymlink != 0 {
		return 0, errSymlink
	}
	return info.Mode().Perm(), nil
}

// keep gives the file a second name, so that it can be put back with all its
// attributes, including its owner. If the file system has no hard links, it is
// copied. What is kept is what was read.
func (w *writer) keep(s *staged, mode fs.FileMode) error {
	place := s.place()
	s.kept = beside(place)
	linked := w.do("link", place, func() error { return os.Link(place, s.kept) }) == nil
	now, err := regular.Read(place)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, s.Old) {
		return errChanged
	}
	if linked {
		return nil
	}
	return w.create(s.kept, now, mode)
}

// beside is an unused name in the same directory as another file.
func beside(path string) string {
	return filepath.Join(filepath.Dir(path), ".cargo-nw-"+rand.Text())
}

// create writes a file that does not exist. Mode 0 means that of a new file.
func (w *writer) create(path string, text []byte, mode fs.FileMode) error {
	return w.do("create", path, func() error {
		file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666) //nolint:gosec // less the umask, as for every file
		if err != nil {
			return err
		}
		_, err = file.Write(text)
		if mode != 0 {
			err = errors.Join(err, file.Chmod(mode))
		}
		return errors.Join(err, file.Close())
	})
}

// directories creates a directory and the missing ones above it.
func (w *writer) directories(path string) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := w.directories(filepath.Dir(path)); err != nil {
		return err
	}
	err := w.do("mkdir", path, func() error { return os.Mkdir(path, 0o777) }) //nolint:gosec // less the umask, as for every directory
	if err == nil {
		w.made = append([]string{path}, w.made...)
	}
	return err
}
