// Package lockfile reads Cargo.lock, and gives it back as text.
//
// It knows all of cargo's formats and checks none: what a version requirement
// allows, and which packages a manifest requires, is not its business. It makes
// the text of one ([File]), and never writes it to the disk.
package lockfile

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// Name is that of the lock file next to a workspace's root manifest.
const Name = "Cargo.lock"

// Newest is the latest version of the format that stable cargo writes
// (src/cargo/core/resolver/encode.rs, ResolveVersion).
const Newest = 4

// Lock is one lock file (src/cargo/core/resolver/encode.rs).
type Lock struct {
	Version  int       // of the format; 0 before the third, which do not state it
	Packages []Package // in the order of the file
}

// Package is one entry.
type Package struct {
	Name, Version string
	Source        string // a registry or a repository; "" for a package on disk
	Dependencies  []Dependency
}

// Dependency is a package as another one's entry gives it: no more exactly than
// needed to tell it from the others.
type Dependency struct{ Name, Version, Source string }

// In is the path of the lock file of the workspace whose root manifest is at
// this path.
func In(manifest string) string { return filepath.Join(filepath.Dir(manifest), Name) }

// Read reads the lock file at path. Every error is an *[Error], which wraps
// [fs.ErrNotExist] if there is none.
func Read(path string) (Lock, error) {
	data, err := regular.Read(path)
	if err != nil {
		return Lock{}, &Error{Path: path, Err: err}
	}
	var doc struct {
		Version int
		Root    *entry // in files from before 2017, separate from the others
		Package []entry
	}
	if err := toml.Unmarshal(data, &doc); err != nil {
		bad := &Error{Path: path, Err: err}
		if at, ok := errors.AsType[*toml.DecodeError](err); ok {
			bad.Line, _ = at.Position()
		}
		return Lock{}, bad
	}
	if doc.Root != nil {
		doc.Package = append(doc.Package, *doc.Root)
	}
	lock := Lock{Version: doc.Version, Packages: make([]Package, len(doc.Package))}
	for i, e := range doc.Package {
		lock.Packages[i] = e.read()
	}
	return lock, nil
}

// entry is a package as it is written.
type entry struct {
	Name, Version, Source string
	Dependencies          []string
}

func (e entry) read() Package {
	p := Package{Name: e.Name, Version: e.Version, Source: e.Source}
	for _, text := range e.Dependencies {
		var d Dependency
		d.Name, text, _ = strings.Cut(text, " ")
		d.Version, text, _ = strings.Cut(text, " ")
		d.Source = strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
		p.Dependencies = append(p.Dependencies, d)
	}
	return p
}

// Error is a lock file that cannot be read.
type Error struct {
	Path string
	Line int // from 1, 0 when unknown
	Err  error
}

// Error is one line, "PATH:LINE: reason".
func (e *Error) Error() string {
	where := e.Path
	if e.Line > 0 {
		where = fmt.Sprintf("%s:%d", where, e.Line)
	}
	err := e.Err
	if named, ok := errors.AsType[*fs.PathError](err); ok {
		err = named.Err
	}
	return where + ": " + err.Error()
}

// Unwrap is the reason alone.
func (e *Error) Unwrap() error { return e.Err }
