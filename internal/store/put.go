package store

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// ErrChanged says that the files of a unit are not what was read.
var ErrChanged = errors.New("the unit has changed meanwhile")

// Put stores a unit of a build directory. pkg, depth and deps are those of the
// entry. The unit's own files get the entry's time; its dependencies must be in
// the store, so they have theirs. If there is an entry already, it stays, and that
// is an error.
func (g Group) Put(d units.Directory, u units.Unit, pkg string, deps []Ref, depth int, c *Carrier) (Entry, error) {
	e := Entry{Key: KeyOf(u), New: u.New, Kind: u.Kind, Package: pkg, Depth: depth, Deps: deps}
	for _, f := range u.Files {
		file := File{Path: f.Path, Role: f.Role, Size: f.Size}
		if f.Role != units.Folder {
			s, err := sum(d.Abs(u, f.Path))
			if err != nil {
				return e, err
			}
			file.Sum = s
		}
		e.Files = append(e.Files, file)
	}
	e.seal(g.T0)
	place := g.path(e.Key)
	if !gone(place) {
		if _, ok := g.Find(e.Key); ok {
			return e, os.ErrExist
		}
		if err := g.Drop(e); err != nil { // nothing that can be read
			return e, err
		}
	}
	if err := os.MkdirAll(filepath.Dir(place), 0o755); err != nil { //nolint:gosec // as cargo makes it
		return e, err
	}
	made, err := os.MkdirTemp(filepath.Dir(filepath.Dir(place)), temporary)
	if err != nil {
		return e, err
	}
	defer os.RemoveAll(made) //nolint:errcheck // gone if all went well
	if err := fill(made, e, d, u, c); err != nil {
		return e, err
	}
	return e, os.Rename(made, place)
}

// fill writes the directory of an entry, and then gives its files and those of the
// unit the entry's time.
func fill(made string, e Entry, d units.Directory, u units.Unit, c *Carrier) error {
	text, err := json.Marshal(e)
	if err == nil {
		err = os.Chmod(made, 0o755) //nolint:gosec // as cargo makes it
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(made, manifest), text, 0o644) //nolint:gosec // as cargo writes it
	}
	if err != nil {
		return err
	}
	for i, f := range e.Files {
		if f.Role == units.Folder {
			continue
		}
		at := filepath.Join(made, strconv.Itoa(i))
		if err := c.carry(d.Abs(u, f.Path), at, c.linkable(f), e.Time); err != nil {
			return err
		}
		if info, err := os.Stat(at); err != nil || info.Size() != f.Size {
			return ErrChanged
		}
	}
	for i, f := range e.Files {
		stamped := []string{filepath.Join(made, strconv.Itoa(i))}
		switch f.Role {
		case units.Folder:
			continue
		case units.Compiled, units.Written:
			stamped = append(stamped, d.Abs(u, f.Path))
		case units.Fingerprint: // cargo does not look at its time
		}
		for _, at := range stamped {
			if err := os.Chtimes(at, e.Time, e.Time); err != nil {
				return err
			}
		}
	}
	return nil
}

// Alike says whether a unit of a build directory has the same contents as the
// entry, in all files that other units read. It is slow: it reads the files.
func (g Group) Alike(d units.Directory, u units.Unit, e Entry) bool {
	if KeyOf(u) != e.Key || u.New != e.New {
		return false
	}
	own := map[string]units.File{}
	for _, f := range u.Files {
		own[f.Path] = f
	}
	for _, f := range e.Files {
		if !seen(e, f) {
			continue
		}
		mine, ok := own[f.Path]
		if !ok || mine.Role != f.Role || mine.Size != f.Size {
			return false
		}
		if s, err := sum(d.Abs(u, f.Path)); err != nil || s != f.Sum {
			return false
		}
	}
	return len(seenFiles(u)) == len(seenFiles(unitOf(e)))
}

// seen says whether other units read a file: outputs, what a build script wrote
// to OUT_DIR, and what it printed.
func seen(e Entry, f File) bool {
	switch {
	case f.Role == units.Compiled:
		return true
	case f.Role == units.Written && e.Kind == units.Run:
		name := f.Path[strings.LastIndexByte(f.Path, '/')+1:]
		return name != "root-output" && name != "stderr" && name != "invoked.timestamp"
	}
	return false
}

func unitOf(e Entry) units.Unit {
	u := units.Unit{Kind: e.Kind}
	for _, f := range e.Files {
		u.Files = append(u.Files, units.File{Path: f.Path, Role: f.Role})
	}
	return u
}

func seenFiles(u units.Unit) []units.File {
	var list []units.File
	for _, f := range u.Files {
		if seen(Entry{Kind: u.Kind}, File{Path: f.Path, Role: f.Role}) {
			list = append(list, f)
		}
	}
	return list
}

// Merge replaces the files of a unit that is [Group.Alike] by links to the entry's,
// as far as they can be linked, and gives all of them the entry's time.
func (g Group) Merge(d units.Directory, u units.Unit, e Entry, c *Carrier) error {
	if err := g.Intact(e); err != nil {
		return err
	}
	made, err := os.MkdirTemp(d.Abs(u, "."), temporary)
	if err != nil {
		return err
	}
	defer os.RemoveAll(made) //nolint:errcheck // what is in it has been moved
	for i, f := range e.Files {
		at := d.Abs(u, f.Path)
		switch {
		case f.Role == units.Folder || f.Role == units.Fingerprint:
		case c.linkable(f):
			fresh := filepath.Join(made, strconv.Itoa(i))
			if err := c.carry(filepath.Join(g.path(e.Key), strconv.Itoa(i)), fresh, true, e.Time); err != nil {
				return err
			}
			if err := os.Rename(fresh, at); err != nil {
				return err
			}
		default:
			if err := os.Chtimes(at, e.Time, e.Time); err != nil {
				return err
			}
		}
	}
	return nil
}
