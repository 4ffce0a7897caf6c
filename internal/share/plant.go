package share

import (
	"errors"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// seed gives a workspace what the store has for it, and returns what was placed.
func (s *Sharing) seed(w work, g store.Group, carrier *store.Carrier) ([]store.Entry, error) {
	return s.seedProfiles(w, g, profiles(w.command, w.compilation.Targets, units.Profiles(w.build)), carrier)
}

// seedProfiles seeds these profile directories.
func (s *Sharing) seedProfiles(w work, g store.Group, wanted []string, carrier *store.Carrier) ([]store.Entry, error) {
	list, _ := usable(g.Entries())
	chosen := in(wanted, packagesOf(w.root))
	list = slices.DeleteFunc(list, func(e store.Entry) bool { return !chosen(e) })
	if len(list) == 0 {
		return nil, nil
	}
	at := func(e store.Entry) string { return filepath.Join(w.build, filepath.FromSlash(e.Profile)) }
	all := func(store.Entry) bool { return true }
	look := func(e store.Entry) store.Presence { return g.Look(e, at(e)) }
	if len(seeds(list, all, look)) == 0 {
		return nil, nil // as nearly always, and no lock is needed to see it
	}
	if err := store.Tag(w.build); err != nil {
		return nil, err
	}
	var dirs []string
	for _, e := range list {
		if dir := at(e); !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	l := builddir.Hold(dirs)
	defer l.Release()
	free := func(e store.Entry) bool { return l.Has(at(e)) }
	for _, dir := range dirs {
		if l.Has(dir) {
			store.Sweep(dir)
		}
	}
	beds := map[string]*store.Bed{}
	defer func() {
		for _, bed := range beds {
			bed.Close()
		}
	}()
	broken := map[store.Ref]bool{}
	var placed []store.Entry
	for _, e := range seeds(list, free, look) {
		if !allOf(e.Deps, func(ref store.Ref) bool { return !broken[ref] }) {
			broken[e.Ref()] = true
			continue
		}
		if err := g.Intact(e); err != nil {
			broken[e.Ref()] = true
			_ = g.Drop(e)
			s.note("a stored file was dropped: " + err.Error())
			continue
		}
		if beds[at(e)] == nil {
			bed, err := g.Bed(at(e), carrier)
			if err != nil {
				return placed, err
			}
			beds[at(e)] = bed
		}
		if err := beds[at(e)].Place(e); err != nil {
			broken[e.Ref()] = true
			if !errors.Is(err, os.ErrExist) && !errors.Is(err, os.ErrNotExist) {
				return placed, err
			}
			continue
		}
		placed = append(placed, e)
	}
	return placed, nil
}
