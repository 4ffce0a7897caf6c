package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Key names an entry within a group.
type Key struct {
	Profile string      // as in [units.Unit]
	Name    string      // as in [units.Unit]
	Print   units.Print // cargo's fingerprint
}

// KeyOf is the key under which a unit is stored.
func KeyOf(u units.Unit) Key { return Key{u.Profile, u.Name, u.Print} }

// Ref is an entry with certain contents.
type Ref struct {
	Key

	ID string
}

// Entry is one stored unit.
type Entry struct {
	Key

	New     bool       // of the new layout
	Kind    units.Kind // never [units.Other]
	Package string     // "serde-1.0.0" for one of a registry, "git:" and the revision for one of a git checkout
	Depth   int        // 1 more than that of any entry it depends on; from 1
	Time    time.Time  // of each of its files
	Deps    []Ref
	Files   []File
	ID      string // of its contents and what it depends on

	Used time.Time `json:"-"` // when it was last put into a build directory
}

// Ref refers to the entry.
func (e Entry) Ref() Ref { return Ref{e.Key, e.ID} }

// File is one file of an entry. Its number in the entry is its name in the
// store.
type File struct {
	Path string // as in [units.File]
	Role units.Role
	Size int64
	Sum  string // SHA-256, "" for a folder
}

// step is the time between an entry and what it depends on. Cargo wants no
// output to be older than that of a dependency, and there is room below for a
// mark of the contents.
const step = 10 * time.Millisecond

// seal gives an entry its identity and its time. t0 is the group's. Part of the
// identity is in the time, so the files of two entries with the same name and size
// can be told apart.
func (e *Entry) seal(t0 time.Time) {
	h := sha256.New()
	plain := *e
	plain.ID, plain.Time = "", time.Time{}
	_ = json.NewEncoder(h).Encode(plain)
	sum := h.Sum(nil)
	e.ID = hex.EncodeToString(sum[:16])
	mark := time.Duration(int(sum[16])<<12|int(sum[17])<<4) % time.Millisecond
	e.Time = t0.Add(time.Duration(e.Depth)*step + mark).UTC()
}

func (e Entry) paths() []string {
	list := make([]string, len(e.Files))
	for i, f := range e.Files {
		list[i] = f.Path
	}
	return list
}

// print is the path of the file that holds the fingerprint: there is one with
// .json after its name.
func (e Entry) print() string {
	for _, f := range e.Files {
		if name, ok := strings.CutSuffix(f.Path, ".json"); ok && f.Role == units.Fingerprint {
			return name
		}
	}
	return ""
}

// atom is the part of a unit that has to appear in a build directory at once: a
// file in deps by itself, the directory of a build script or of a fingerprint as a
// whole; in the new layout, the unit's own directory.
func (e Entry) atom(file string) string {
	parts := strings.SplitN(file, "/", 4)
	switch {
	case e.New && len(parts) > 3:
		return path.Join(parts[:3]...)
	case parts[0] == "deps" || len(parts) < 2:
		return file
	}
	return path.Join(parts[:2]...)
}

// program says whether a compiled file is run by cargo or loaded by rustc: a
// linker has made it, and some linkers write in place.
func program(file string) bool {
	ext := path.Ext(file)
	return ext != ".rlib" && ext != ".rmeta"
}

// Sources are what rustc has written down about an entry that it compiled.
func (g Group) Sources(e Entry) (units.Sources, error) {
	for i, f := range e.Files {
		if f.Role == units.Written && strings.HasSuffix(f.Path, ".d") {
			return units.ReadSources(filepath.Join(g.path(e.Key), strconv.Itoa(i)))
		}
	}
	return units.Sources{}, os.ErrNotExist
}
