package setup

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// ErrReadOnly says that a file is not to be written.
var ErrReadOnly = errors.New("the file is read-only")

// errChanged says that somebody else has written a file since it was read.
var errChanged = errors.New("it has changed since it was read; nothing was written")

// Write makes the changes. All new texts lie beside their files before the
// first of these is replaced, as a whole and with its permissions; an error
// before that leaves everything as it was. Of a symlink the target is replaced.
func (p Plan) Write(style report.Style) error {
	var ready []staged
	var made []string
	defer func() {
		for _, s := range ready {
			_ = os.Remove(s.temporary)
		}
		for _, dir := range made {
			_ = os.Remove(dir) // which fails where a file came into it
		}
	}()
	for _, f := range p.Changes {
		made = append(missingDirs(f.Path), made...)
		s, err := stage(f)
		if err != nil {
			return fmt.Errorf("writing %s: %w", style.Path(f.Path), cause(err))
		}
		ready = append(ready, s)
	}
	for len(ready) > 0 {
		if err := os.Rename(ready[0].temporary, ready[0].path); err != nil {
			return fmt.Errorf("writing %s: %w", style.Path(ready[0].path), cause(err))
		}
		ready = ready[1:]
	}
	return nil
}

// staged is a file whose new text lies beside it.
type staged struct{ path, temporary string }

func stage(f File) (staged, error) {
	s := staged{path: f.Path}
	mode := fs.FileMode(0o644)
	if f.Exists {
		target, err := filepath.EvalSymlinks(f.Path)
		if err != nil {
			return s, err
		}
		s.path = target
		info, err := os.Stat(target)
		if err != nil {
			return s, err
		}
		if mode = info.Mode().Perm(); mode&0o200 == 0 {
			return s, ErrReadOnly
		}
		if now, err := regular.Read(target); err != nil || !bytes.Equal(now, f.Old) {
			return s, errChanged
		}
	} else if err := os.MkdirAll(filepath.Dir(f.Path), 0o755); err != nil { //nolint:gosec // as cargo new does
		return s, err
	}
	temporary, err := os.CreateTemp(filepath.Dir(s.path), "."+filepath.Base(s.path)+".*")
	if err != nil {
		return s, err
	}
	s.temporary = temporary.Name()
	_, err = temporary.Write(f.New)
	err = errors.Join(err, temporary.Chmod(mode), temporary.Close())
	if err != nil {
		_ = os.Remove(s.temporary)
		return s, err
	}
	return s, nil
}

// missingDirs are the directories above path that are not there, the innermost
// first.
func missingDirs(path string) []string {
	var list []string
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); err == nil {
			break
		}
		list = append(list, dir)
	}
	return list
}

// cause drops the name that an error has, which may be that of a temporary
// file or of a directory above.
func cause(err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		return at.Err
	}
	if at, ok := errors.AsType[*os.LinkError](err); ok {
		return at.Err
	}
	return err
}
