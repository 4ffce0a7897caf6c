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

// File is where a report goes. It is tried before anything runs, so a path that
// cannot be written is an error at once, and it is replaced as a whole at the
// end, so that nothing reads half a report.
type File struct {
	path   string    // as given
	stream io.Writer // one of our own streams that path leads to, or nil
	target string    // what is replaced, see [Target]; "" if the report is written in place
}

// Prepare finds out how to write the report at path, and checks that it can be
// written. It leaves nothing behind. The streams are those that this process
// and its children write to: a report on one of them (/dev/stdout, or the file
// that it was redirected to) comes after what they have written.
func Prepare(path string, streams ...*os.File) (*File, error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, writing(path, syscall.EISDIR)
	case err == nil:
		for _, stream := range streams {
			if own, statErr := stream.Stat(); statErr == nil && os.SameFile(info, own) {
				return &File{path: path, stream: stream}, nil
			}
		}
		if !info.Mode().IsRegular() {
			return &File{path: path}, nil // a pipe or a device: written in place
		}
	case !errors.Is(err, fs.ErrNotExist):
		return nil, writing(path, err)
	}
	target := Target(path) // what a link points to is replaced, not the link
	probe, err := beside(target)
	if err != nil {
		return nil, writing(path, err)
	}
	_ = probe.Close()
	_ = os.Remove(probe.Name())
	return &File{path: path, target: target}, nil
}

// Stdout is the file called "-".
func Stdout(w io.Writer) *File { return &File{path: "-", stream: w} }

// beside creates a temporary file that can replace target, whose own name may
// be as long as a file system allows.
func beside(target string) (*os.File, error) {
	return os.CreateTemp(filepath.Dir(target), ".cargo-nw-report-*")
}

// mode is that of the file at target: anybody may read a report, unless it
// replaces one that is more restricted.
func mode(target string) fs.FileMode {
	if info, err := os.Stat(target); err == nil && info.Mode().IsRegular() {
		return info.Mode().Perm()
	}
	return 0o644
}

// maxLinks is how many symlinks Linux follows for one path.
const maxLinks = 40

// Target is the file that path leads to, absolute and without symlinks, whether
// it exists or not. Paths of one file have one target.
func Target(path string) string {
	for range maxLinks {
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			path = resolved
			break
		}
		dir, name := filepath.Split(path)
		if resolved, err := filepath.EvalSymlinks(dir + "."); err == nil {
			path = filepath.Join(resolved, name)
		}
		link, err := os.Readlink(path)
		if err != nil {
			break
		}
		if !filepath.IsAbs(link) {
			link = filepath.Dir(path) + string(filepath.Separator) + link
		}
		path = link
	}
	if absolute, err := filepath.Abs(path); err == nil {
		return absolute
	}
	return filepath.Clean(path)
}

// writing says what went wrong with the report at path. The error itself has
// the name of the temporary file, which means nothing to the user.
func writing(path string, err error) error {
	if at, ok := errors.AsType[*fs.PathError](err); ok {
		err = at.Err
	}
	return fmt.Errorf("writing the report %s: %w", printable.Text(path), err)
}

// Write replaces the file with what render writes.
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
	if f.stream != nil {
		_, err := f.stream.Write(text)
		return err
	}
	if f.target == "" {
		return os.WriteFile(f.path, text, 0o644) //nolint:gosec // a report is for everybody
	}
	temporary, err := beside(f.target)
	if err != nil {
		return err
	}
	_, err = temporary.Write(text)
	if err == nil {
		err = temporary.Chmod(mode(f.target))
	}
	if closeErr := temporary.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temporary.Name(), f.target)
	}
	if err != nil {
		_ = os.Remove(temporary.Name())
	}
	return err
}
