package store

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// Name is that of the store in a target directory. Below it is one directory a
// version of its format.
const (
	Name    = "nw-store"
	version = "v1"
)

// Store is a store on disk, which may not exist yet.
type Store struct{ Dir string }

// In is the store in a target directory.
func In(target string) Store { return Store{filepath.Join(target, Name)} }

// Facts are what all entries of a group have in common.
type Facts struct {
	Rustc    string    // what rustc -vV prints
	Number   uint64    // cargo's hash of that, 0 while it is not known
	Settings string    // what configuration says about how crates are compiled
	T0       time.Time // all files get times from here on
	Refused  string    // why the group is not used any more, "" for one that is
}

// Group is one group of entries: they have been compiled in the same way.
type Group struct {
	Facts

	dir string
}

// Group reads a group. The facts are those given where the group is new.
func (s Store) Group(id string, fresh Facts) Group {
	g := Group{dir: filepath.Join(s.Dir, version, id), Facts: fresh}
	if text, err := regular.Read(filepath.Join(g.dir, "group.json")); err == nil {
		var known Facts
		if json.Unmarshal(text, &known) == nil && !known.T0.IsZero() {
			g.Facts = known
		}
	}
	return g
}

// Groups are those that are there.
func (s Store) Groups() []Group {
	var list []Group
	for _, name := range names(filepath.Join(s.Dir, version)) {
		if g := s.Group(name, Facts{}); !g.T0.IsZero() {
			list = append(list, g)
		}
	}
	return list
}

// Exists says whether the store is there.
func (s Store) Exists() bool {
	_, err := os.Stat(filepath.Join(s.Dir, version))
	return err == nil
}

// unlinked is a file that says that links do not show what is in use.
const unlinked = "unlinked"

// Links says whether build directories have links to the files of the store, so
// the links show what is in use.
func (s Store) Links() bool {
	_, err := os.Stat(filepath.Join(s.Dir, unlinked))
	return err != nil && countsLinks
}

// Unlinked notes that a build directory has got copies or reflinks.
func (s Store) Unlinked() {
	_ = os.WriteFile(filepath.Join(s.Dir, unlinked), nil, 0o644) //nolint:gosec // as cargo writes it
}

// Remove removes the store, if it is one.
func (s Store) Remove() error {
	if filepath.Base(s.Dir) != Name {
		return errors.New(s.Dir + " is not a store of cargo-nw")
	}
	return os.RemoveAll(s.Dir)
}

// tag marks a directory that backups may leave out (https://bford.info/cachedir/).
const tag = "Signature: 8a477f597d28d172789f06886806bc55\n" +
	"# This directory was made by cargo-nw. See https://bford.info/cachedir/\n"

// Tag marks a directory, which is made if it is not there. One that is there
// stays as it is: cargo does the same (src/cargo/core/workspace.rs,
// create_dir_all_excluded_from_backups_atomic).
func Tag(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // as cargo makes it
		return err
	}
	return os.WriteFile(filepath.Join(dir, "CACHEDIR.TAG"), []byte(tag), 0o644) //nolint:gosec // as cargo writes it
}

// Save writes the group's facts.
func (g Group) Save(s Store) error {
	if err := Tag(filepath.Dir(s.Dir)); err != nil {
		return err
	}
	if err := Tag(s.Dir); err != nil {
		return err
	}
	if err := os.MkdirAll(g.dir, 0o755); err != nil { //nolint:gosec // as cargo makes it
		return err
	}
	text, err := json.MarshalIndent(g.Facts, "", "\t")
	if err != nil {
		return err
	}
	return writeWhole(filepath.Join(g.dir, "group.json"), append(text, '\n'))
}

// Name is the group's in the store.
func (g Group) Name() string { return filepath.Base(g.dir) }

// Entries are those of the group. Their files are not looked at.
func (g Group) Entries() []Entry {
	var list []Entry
	for _, profile := range names(g.dir) {
		for _, unit := range names(filepath.Join(g.dir, profile)) {
			for _, print := range names(filepath.Join(g.dir, profile, unit)) {
				if e, err := read(filepath.Join(g.dir, profile, unit, print)); err == nil && g.path(e.Key) == filepath.Join(g.dir, profile, unit, print) {
					list = append(list, e)
				}
			}
		}
	}
	return list
}

// Find is one entry.
func (g Group) Find(key Key) (Entry, bool) {
	e, err := read(g.path(key))
	return e, err == nil && e.Key == key
}

// Changed is when the group was last added to or taken from, as far as its
// directories tell.
func (g Group) Changed() time.Time {
	var newest time.Time
	if info, err := os.Stat(g.dir); err == nil {
		newest = info.ModTime()
	}
	for _, profile := range names(g.dir) {
		if info, err := os.Stat(filepath.Join(g.dir, profile)); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest
}

const manifest = "unit.json"

func read(dir string) (Entry, error) {
	var e Entry
	path := filepath.Join(dir, manifest)
	text, err := regular.Read(path)
	if err != nil {
		return e, err
	}
	if err := json.Unmarshal(text, &e); err != nil {
		return e, err
	}
	if e.ID == "" || e.Time.IsZero() || e.Kind == units.Other {
		return e, errors.New("not an entry")
	}
	for _, path := range append([]string{e.Profile, e.Name}, e.paths()...) {
		if !filepath.IsLocal(filepath.FromSlash(path)) {
			return e, errors.New("not an entry: a path leads out of it")
		}
	}
	if info, err := os.Stat(path); err == nil {
		e.Used = info.ModTime()
	}
	return e, nil
}

// path is the directory of an entry.
func (g Group) path(key Key) string {
	return filepath.Join(g.dir, flat(key.Profile), flat(key.Name), string(key.Print))
}

// flat makes one name of a path. No name of cargo's has a plus sign in it.
func flat(path string) string { return strings.ReplaceAll(path, "/", "+") }

// names are the directories in a directory, without unfinished ones.
func names(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !e.IsDir() || strings.HasPrefix(e.Name(), temporary) })
	list := make([]string, len(entries))
	for i, e := range entries {
		list[i] = e.Name()
	}
	return list
}

// temporary begins the names of unfinished files and directories.
const temporary = ".cargo-nw-"

// writeWhole writes a file at once.
func writeWhole(path string, text []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), temporary)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return err
}
