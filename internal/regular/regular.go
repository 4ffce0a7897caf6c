// Package regular reads files that a repository brings, and refuses what is not
// a regular file.
//
// It does not wait for a named pipe that nobody writes to, does not read a
// device, and uses no more memory than a file of a size that people write
// needs. What is in a file is none of its business.
package regular

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// Limit is how big a file may be, in bytes. The biggest lock files are a
// hundredth of that.
const Limit = 32 << 20

// ErrNotRegular says that it is a pipe, a socket or a device.
var ErrNotRegular = errors.New("is not a regular file")

// ErrTooBig says that a file is bigger than [Limit].
var ErrTooBig = fmt.Errorf("is larger than %d MiB", Limit>>20)

// Read returns what is in a regular file. The error is an *[fs.PathError] with
// the path: fs.ErrNotExist, syscall.EISDIR, [ErrNotRegular], [ErrTooBig] or
// another one of the system's.
func Read(path string) ([]byte, error) { return read(nil, path, false) }

// Append is Read into a buffer, which grows as needed, with few system calls: a
// traversal reads thousands of small files.
func Append(buffer []byte, path string) ([]byte, error) { return read(buffer, path, false) }

// ReadNamed is Read for a file given on the command line: it may be a pipe with
// a writer, as in a shell's `<(command)`. A pipe without one is empty.
func ReadNamed(path string) ([]byte, error) { return read(nil, path, true) }

func read(data []byte, path string, pipes bool) ([]byte, error) {
	bad := func(err error) ([]byte, error) {
		if at, ok := errors.AsType[*fs.PathError](err); ok {
			err = at.Err
		}
		return nil, &fs.PathError{Op: "read", Path: path, Err: err}
	}
	// Without O_NONBLOCK, opening a named pipe waits for a writer.
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) //nolint:gosec // that is what it is for
	if err != nil {
		return bad(err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	info, err := f.Stat()
	switch {
	case err != nil:
		return bad(err)
	case info.IsDir():
		return bad(syscall.EISDIR)
	case pipes && info.Mode()&fs.ModeNamedPipe != 0:
	case !info.Mode().IsRegular():
		return bad(ErrNotRegular)
	case info.Size() > Limit:
		return bad(ErrTooBig)
	}
	begin, size := len(data), 0
	if info.Mode().IsRegular() {
		size = int(info.Size())
	}
	data = slices.Grow(data, size+1)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		switch {
		case len(data)-begin > Limit:
			return bad(ErrTooBig)
		case errors.Is(err, io.EOF), err == nil && size > 0 && len(data)-begin == size:
			return data, nil
		case err != nil:
			return bad(err)
		}
		data = slices.Grow(data, 1)
	}
}

// Extend opens a regular file to write at its end, and creates it if it does
// not exist. It does not wait for the reader of a named pipe. The error is like
// that of [Read].
func Extend(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE|syscall.O_NONBLOCK, 0o644) //nolint:gosec // that is what it is for
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		_ = f.Close()
		return nil, &fs.PathError{Op: "open", Path: path, Err: cmp.Or(err, ErrNotRegular)}
	}
	return f, nil
}
