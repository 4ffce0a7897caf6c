package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// File is where a report goes. It is opened before anything runs, so that a
// path that cannot be written is an error at once, and replaced as a whole at
// the end, so that nobody reads half a report.
type File struct {
	path      string
	temporary *os.File
}

// Create opens the report beside path.
func Create(path string) (*File, error) {
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		if info.IsDir() {
			return nil, writing(path, syscall.EISDIR)
		}
		return &File{path: path}, nil // a pipe or a device: written in place
	}
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target // what a link points to is replaced, not the link
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, writing(path, err)
	}
	return &File{path: path, temporary: f}, nil
}

// writing says what went wrong with the report at path. The error has the name
// of the temporary file, which nobody knows.
func writing(path string, err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("writing the report %s: %w", printable.Text(path), err)
}

// Write puts what render writes in its place.
func (f *File) Write(render func(io.Writer) error) error {
	var text bytes.Buffer
	err := render(&text)
	if err == nil {
		err = f.replace(text.Bytes())
	}
	if err != nil {
		return writing(f.path, err)
	}
	return nil
}

func (f *File) replace(text []byte) error {
	if f.temporary == nil {
		return os.WriteFile(f.path, text, 0o644) //nolint:gosec // a report is for everybody
	}
	name := f.temporary.Name()
	_, err := f.temporary.Write(text)
	if err == nil {
		err = f.temporary.Chmod(0o644)
	}
	if closeErr := f.temporary.Close(); err == nil {
		err = closeErr
	}
	f.temporary = nil
	if err == nil {
		err = os.Rename(name, f.path)
	}
	if err != nil {
		_ = os.Remove(name)
	}
	return err
}

// Discard removes what has not been written.
func (f *File) Discard() {
	if f.temporary != nil {
		_ = f.temporary.Close()
		_ = os.Remove(f.temporary.Name())
	}
}
