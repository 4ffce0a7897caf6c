package share

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"

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
		return nil, nil // the usual case; it needs no lock
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
	return plant(g, s.intact(g, seeds(list, free, look)), at, carrier)
}

// intact are the entries whose files are as they were stored, and so are those
// of all below them. The others are dropped.
func (s *Sharing) intact(g store.Group, list []store.Entry) []store.Entry {
	broken := map[store.Ref]bool{}
	return slices.DeleteFunc(list, func(e store.Entry) bool {
		switch err := g.Intact(e); {
		case !allOf(e.Deps, func(ref store.Ref) bool { return !broken[ref] }):
		case err != nil:
			_ = g.Drop(e)
			s.note("a stored file was dropped: " + err.Error())
		default:
			return false
		}
		broken[e.Ref()] = true
		return true
	})
}

// hands is how many entries are placed at the same time. Most of the time is
// spent creating files, which several processors do faster.
const hands = 4

// plant places entries, and returns those that it has placed. One that cannot be
// placed does not keep back those above it: cargo compiles it, and then them.
func plant(g store.Group, list []store.Entry, at func(store.Entry) string, carrier *store.Carrier) (placed []store.Entry, err error) {
	var mu sync.Mutex
	var wait sync.WaitGroup
	next := func() (e store.Entry, ok bool) {
		mu.Lock()
		defer mu.Unlock()
		if len(list) == 0 || err != nil {
			return e, false
		}
		e, list = list[0], list[1:]
		return e, true
	}
	done := func(e store.Entry, failed error) {
		mu.Lock()
		defer mu.Unlock()
		switch {
		case failed == nil:
			placed = append(placed, e)
		case !errors.Is(failed, os.ErrExist) && !errors.Is(failed, os.ErrNotExist):
			err = failed
		}
	}
	for range hands {
		wait.Go(func() {
			beds := map[string]*store.Bed{}
			defer func() {
				for _, bed := range beds {
					bed.Close()
				}
			}()
			for e, ok := next(); ok; e, ok = next() {
				bed, failed := beds[at(e)], error(nil)
				if bed == nil {
					if bed, failed = g.Bed(at(e), carrier); failed == nil {
						beds[at(e)] = bed
					}
				}
				if failed == nil {
					failed = bed.Place(e)
				}
				done(e, failed)
			}
		})
	}
	wait.Wait()
	return placed, err
}
