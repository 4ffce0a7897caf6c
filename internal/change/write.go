package change

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Write makes all the changes or none. Before the first file is replaced, all
// new texts are next to their files, and so is each file as it was; an error
// after that puts everything back: bytes, permissions, directories. If that
// fails too, the error says what state each file is in and where the old text
// is, and carries the commands that put it back.
//
// A new text gets the permissions of the old one. The target of a symlink is
// replaced. A signal (the end of ctx) counts until the first file is replaced;
// after that, all the others are replaced too.
func Write(ctx context.Context, style report.Style, files []File) error {
	return (&writer{style: style}).write(ctx, files)
}

// writer is one call of [Write].
type writer struct {
	style  report.Style
	before func(call, path string) error // called before the disk is changed; a test makes that fail
	staged []*staged
	made   []string // directories that were created, inner ones first
}

func (w *writer) write(ctx context.Context, files []File) error {
	for _, f := range changes(files) {
		if err := w.stage(f); err != nil {
			return w.undo(w.failed(f, err))
		}
	}
	if err := context.Cause(ctx); err != nil {
		return w.undo(err)
	}
	for _, s := range w.staged {
		if err := w.commit(s); err != nil {
			return w.undo(w.failed(s.File, err))
		}
	}
	if left := w.sweep(); len(left) > 0 {
		return fmt.Errorf("all files are written, but this could not be removed: %s", strings.Join(left, ", "))
	}
	return nil
}

func (w *writer) failed(f File, err error) error {
	return fmt.Errorf("writing %s: %w", w.style.Path(f.Path), cause(err))
}

// commit makes one change.
func (w *writer) commit(s *staged) error {
	place := s.place()
	if !s.Exists {
		if _, err := os.Lstat(place); err == nil {
			return errInTheWay
		}
	}
	if s.Remove {
		if err := w.do("remove", place, func() error { return os.Remove(place) }); err != nil {
			return err
		}
	} else {
		if err := w.rename(s.fresh, place); err != nil {
			return err
		}
		s.fresh = ""
	}
	s.done = true
	return nil
}

// sweep removes what was only needed while writing, and returns what it could
// not remove, as it is shown.
func (w *writer) sweep() (left []string) {
	for _, s := range w.staged {
		for _, path := range []string{s.fresh, s.kept} {
			if path == "" {
				continue
			}
			if err := w.remove(path); err != nil {
				left = append(left, fmt.Sprintf("%s (%v)", w.style.Path(path), cause(err)))
			}
		}
	}
	return left
}

// remove accepts a file that does not exist.
func (w *writer) remove(path string) error {
	err := w.do("remove", path, func() error { return os.Remove(path) })
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func (w *writer) rename(from, to string) error {
	return w.do("rename", to, func() error { return os.Rename(from, to) })
}

// do makes a call that changes the disk.
func (w *writer) do(call, path string, act func() error) error {
	if w.before != nil {
		if err := w.before(call, path); err != nil {
			return err
		}
	}
	return act()
}
