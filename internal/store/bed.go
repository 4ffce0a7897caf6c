package store

import (
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Bed is a profile directory that entries are placed in.
type Bed struct {
	group   Group
	dir     string
	made    string // a directory in it for unfinished files
	carrier *Carrier
	known   map[string]bool // directories that are there
}

// Bed prepares a profile directory.
func (g Group) Bed(dir string, c *Carrier) (*Bed, error) {
	made, err := os.MkdirTemp(dir, temporary)
	if err != nil {
		return nil, err
	}
	return &Bed{group: g, dir: dir, made: made, carrier: c, known: map[string]bool{}}, nil
}

// Close removes what was not used.
func (b *Bed) Close() { _ = os.RemoveAll(b.made) }

// Place puts an intact entry where it is absent or partial: outputs first, the
// fingerprint last, each by one link or rename. It replaces nothing.
func (b *Bed) Place(e Entry) error {
	for _, atom := range e.atoms() {
		at := filepath.Join(b.dir, filepath.FromSlash(atom))
		if !gone(at) {
			continue // partial: it is the store's
		}
		if err := b.parent(at); err != nil {
			return err
		}
		if err := b.atom(e, atom, at); err != nil {
			return err
		}
	}
	if now := time.Now(); now.Sub(e.Used) > day {
		_ = os.Chtimes(filepath.Join(b.group.path(e.Key), manifest), now, now)
	}
	return nil
}

const day = 24 * time.Hour

// atoms are the entry's, outputs first and the fingerprint last.
func (e Entry) atoms() []string {
	var list []string
	last := e.atom(e.print())
	for _, f := range e.Files {
		if atom := e.atom(f.Path); atom != last && !slices.Contains(list, atom) {
			list = append(list, atom)
		}
	}
	return append(list, last)
}

// atom makes one atom and puts it in its place.
func (b *Bed) atom(e Entry, atom, at string) error {
	made := filepath.Join(b.made, filepath.FromSlash(atom))
	for i, f := range e.Files {
		if e.atom(f.Path) != atom || path.Base(f.Path) == unneeded {
			continue
		}
		src := filepath.Join(b.group.path(e.Key), strconv.Itoa(i))
		if f.Path == atom && b.carrier.linkable(f) && b.carrier.link(src, at) {
			return nil
		}
		to := filepath.Join(b.made, filepath.FromSlash(f.Path))
		if f.Role == units.Folder {
			to = filepath.Join(to, "x")
		}
		if err := b.parent(to); err != nil {
			return err
		}
		if f.Role == units.Folder {
			continue
		}
		if err := b.carrier.carry(src, to, b.carrier.linkable(f), e.Time); err != nil {
			return err
		}
	}
	if !gone(at) {
		return os.ErrExist
	}
	return os.Rename(made, at)
}

// unneeded is a file that cargo writes again before it reads it. It is left out,
// because creating files is what costs time.
const unneeded = "invoked.timestamp"

// parent makes the directory that a path is in.
func (b *Bed) parent(at string) error {
	dir := filepath.Dir(at)
	if b.known[dir] {
		return nil
	}
	err := os.Mkdir(dir, 0o755) //nolint:gosec // as cargo makes it
	if errors.Is(err, os.ErrNotExist) {
		if err = b.parent(dir); err == nil {
			err = os.Mkdir(dir, 0o755) //nolint:gosec // as cargo makes it
		}
	}
	if err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	// Unfinished files are moved away with their directories.
	b.known[dir] = filepath.Dir(dir) == b.dir || filepath.Dir(dir) == b.made
	return nil
}
