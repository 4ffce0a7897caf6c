package manifest

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// ErrNotFound says that there is no Cargo.toml in the start directory or above.
var ErrNotFound = hint.New("could not find `Cargo.toml`", "change to a workspace, choose one (--manifest-path PATH/Cargo.toml), or use all that are below (--discover)")

// Error is a manifest, or a workspace, that cargo or cargo-nw refuses.
type Error struct {
	Path    string // the manifest to look at
	Line    int    // from 1, 0 when unknown
	Column  int    // in bytes, from 1, 0 when unknown
	Key     string // dotted, "package.metadata.nested_workspace.roots[1]"
	Message string // what is wrong
	Hint    string // what to do about it, may be empty
	Err     error  // the cause, may be nil
}

// Error is one line, "PATH:LINE:COLUMN: key: message: cause", without unknown
// parts and without the hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(printable.Path(e.Path))
	if e.Line > 0 {
		b.WriteString(":" + strconv.Itoa(e.Line))
		if e.Column > 0 {
			b.WriteString(":" + strconv.Itoa(e.Column))
		}
	}
	for _, part := range []string{printable.Text(e.Key), e.Message} {
		if part != "" {
			b.WriteString(": " + part)
		}
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Remedy returns the hint, see package hint.
func (e *Error) Remedy() string { return e.Hint }

func errorf(path, format string, argv ...any) *Error {
	return &Error{Path: path, Message: fmt.Sprintf(format, argv...)}
}

func (e *Error) hint(format string, argv ...any) *Error {
	e.Hint = fmt.Sprintf(format, argv...)
	return e
}

// readError drops the path and the system call from err, because Error has its
// own form for them.
func readError(path string, err error) *Error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	return &Error{Path: path, Message: "reading the manifest", Err: err}
}
