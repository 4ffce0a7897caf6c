package store

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Presence is what a build directory has of an entry.
type Presence int

// The presences.
const (
	Absent  Presence = iota // nothing
	Partial                 // part of it, as the store has it, and no fingerprint
	Present                 // all of it, as the store has it
	Foreign                 // something else, which stays as it is
)

// Look says what the profile directory dir has of an entry. A file is the store's
// if its size and time are: no other program gives a file such a time.
func (g Group) Look(e Entry, dir string) Presence {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.print()))) //nolint:gosec // a file of a build directory
	known := err == nil
	if known && string(text) != string(e.Print) {
		return Foreign
	}
	if !known && !gone(filepath.Join(dir, filepath.FromSlash(e.atom(e.print())))) {
		return Foreign // a fingerprint of something else, or an unfinished one
	}
	some, all := false, true
	for _, f := range e.Files {
		if f.Role == units.Folder || f.Role == units.Fingerprint || path.Base(f.Path) == unneeded {
			continue
		}
		info, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(f.Path)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			all = false
		case err != nil || !sealed(info, f, e):
			return Foreign
		default:
			some = true
		}
	}
	switch {
	case known && all:
		return Present
	case known:
		return Foreign // something was deleted: cargo makes it again
	case some:
		return Partial
	}
	return Absent
}

func gone(at string) bool {
	_, err := os.Lstat(at)
	return errors.Is(err, fs.ErrNotExist)
}

func sealed(info os.FileInfo, f File, e Entry) bool {
	return info.Mode().IsRegular() && info.Size() == f.Size && same(info.ModTime(), e.Time)
}

// same compares times as far as a file system keeps them: some keep only
// seconds.
func same(kept, set time.Time) bool {
	cut := set.Sub(kept)
	return cut == 0 || kept.Nanosecond() == 0 && cut > 0 && cut < time.Second
}

// Intact checks the seal of an entry: the size and time of each of its files. The
// error says what is broken. If an archive has cut the times to whole seconds,
// they are set again.
func (g Group) Intact(e Entry) error {
	for i, f := range e.Files {
		if f.Role == units.Folder {
			continue
		}
		at := filepath.Join(g.path(e.Key), strconv.Itoa(i))
		info, err := os.Lstat(at)
		if err != nil {
			return err
		}
		if !sealed(info, f, e) {
			return errors.New(at + ": its size or time has changed")
		}
		if !info.ModTime().Equal(e.Time) {
			if err := os.Chtimes(at, e.Time, e.Time); err != nil {
				return err
			}
		}
	}
	return nil
}

// Verify reads all files of an entry. The error says what is broken.
func (g Group) Verify(e Entry) error {
	if err := g.Intact(e); err != nil {
		return err
	}
	for i, f := range e.Files {
		if f.Role == units.Folder {
			continue
		}
		at := filepath.Join(g.path(e.Key), strconv.Itoa(i))
		if s, err := sum(at); err != nil {
			return err
		} else if s != f.Sum {
			return errors.New(at + ": its contents have changed")
		}
	}
	return nil
}

// Drop removes an entry from the store. What build directories have of it stays.
func (g Group) Drop(e Entry) error {
	away, err := os.MkdirTemp(g.dir, temporary)
	if err != nil {
		return err
	}
	defer os.RemoveAll(away) //nolint:errcheck // it is out of the way
	return os.Rename(g.path(e.Key), filepath.Join(away, "unit"))
}

// Lone says whether no build directory has a link to any file of the entry. known
// is false where links are not counted, or it has no files that are linked.
func (g Group) Lone(e Entry) (lone, known bool) {
	own := map[[2]uint64]int{}
	total := map[[2]uint64]int{}
	for i, f := range e.Files {
		if f.Role != units.Compiled {
			continue
		}
		info, err := os.Lstat(filepath.Join(g.path(e.Key), strconv.Itoa(i)))
		if err != nil {
			return true, true
		}
		n, id := Links(info)
		if n == 0 {
			return false, false
		}
		own[id]++
		total[id] = n
	}
	for id, n := range total {
		if n > own[id] {
			return false, true
		}
	}
	return true, len(total) > 0
}

// Size is how many bytes the entry's files have.
func (e Entry) Size() (bytes int64) {
	for _, f := range e.Files {
		bytes += f.Size
	}
	return bytes
}

// Printed says whether a profile directory has the entry's fingerprint, whatever
// else has become of the unit.
func (g Group) Printed(e Entry, dir string) bool {
	text, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(e.print()))) //nolint:gosec // a file of a build directory
	return err == nil && string(text) == string(e.Print)
}
