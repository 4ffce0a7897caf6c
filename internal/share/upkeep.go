package share

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Filled is what [Sharing.Fill] did in one workspace.
type Filled struct {
	Dir    string
	Placed int   // units that it got
	Err    error // why it got none, or not all
}

var errBusy = errors.New("a cargo is running there")

// Fill stores what all workspaces have compiled, and places what the store then
// has for each, in all profiles of the store. Where sharing was switched off for a
// compiler, it is tried again.
func (s *Sharing) Fill(ctx context.Context, specs []nested.Spec) []Filled {
	list := make([]Filled, len(specs))
	both := func(i int, seed bool) error {
		w, _, err := s.work(ctx, specs[i])
		if err != nil {
			return err
		}
		g, err := s.group(ctx, w)
		if err != nil {
			return err
		}
		if g.Refused != "" {
			g.Refused = ""
			if err = g.Save(s.store); err != nil {
				return err
			}
		}
		carrier := &store.Carrier{CopyPrograms: w.compilation.Linker}
		defer s.carried(w, carrier)
		if !seed {
			whole, failed := s.gather(w, g, time.Time{}, carrier)
			if failed == nil && !whole && g.Number != 0 {
				failed = errBusy
			}
			return failed
		}
		var profiles []string
		for _, e := range g.Entries() {
			if !slices.Contains(profiles, e.Profile) {
				profiles = append(profiles, e.Profile)
			}
		}
		placed, err := s.seedProfiles(w, g, profiles, carrier)
		list[i].Placed = len(placed)
		return err
	}
	for _, seed := range []bool{false, true} {
		for i, spec := range specs {
			list[i].Dir = spec.Root
			if err := both(i, seed); err != nil && list[i].Err == nil {
				list[i].Err = err
			}
		}
	}
	return list
}

// Useless are the entries that no workspace has, those that depend on none in
// use included. Links tell, except where files are copied or share blocks. There
// an entry is in use if one of the specs' workspaces has it, or if it was placed
// after the given time, maybe in a directory that is not known here.
func (s *Sharing) Useless(ctx context.Context, specs []nested.Spec, before time.Time) map[string][]store.Entry {
	var builds []string
	if !s.store.Links() {
		for _, spec := range specs {
			if w, _, err := s.work(ctx, spec); err == nil {
				builds = append(builds, w.build)
			}
		}
	}
	found := map[string][]store.Entry{}
	for _, g := range s.store.Groups() {
		list := useless(g.Entries(), func(e store.Entry) bool {
			if lone, known := g.Lone(e); known && !lone {
				return true
			}
			if s.store.Links() {
				return false
			}
			return e.Used.After(before) || slices.ContainsFunc(builds, func(build string) bool {
				return g.Look(e, filepath.Join(build, filepath.FromSlash(e.Profile))) == store.Present
			})
		})
		if len(list) > 0 {
			found[g.Name()] = list
		}
	}
	return found
}

// useless are the entries that are not in use, nor needed by one that is.
func useless(entries []store.Entry, used func(store.Entry) bool) (list []store.Entry) {
	slices.SortFunc(entries, func(a, b store.Entry) int { return b.Depth - a.Depth })
	needed := map[store.Ref]bool{}
	for _, e := range entries {
		if !used(e) && !needed[e.Ref()] {
			list = append(list, e)
			continue
		}
		for _, ref := range e.Deps {
			needed[ref] = true
		}
	}
	return list
}

// Drop takes entries out of the store, by group.
func Drop(s store.Store, useless map[string][]store.Entry) error {
	for _, g := range s.Groups() {
		for _, e := range useless[g.Name()] {
			if err := g.Drop(e); err != nil {
				return fmt.Errorf("removing from the store: %w", err)
			}
		}
	}
	return nil
}

// Refused are the compilers for which sharing was switched off, each with the
// reason.
func Refused(s store.Store) (list []string) {
	for _, g := range s.Groups() {
		if g.Refused != "" {
			list = append(list, firstLine(g.Rustc)+": "+g.Refused)
		}
	}
	return list
}

// Broken says which entries of a store are not as they were stored: by size and
// time, or, if deep, by their contents.
func Broken(ctx context.Context, s store.Store, deep bool) (list []error, err error) {
	for _, g := range s.Groups() {
		for _, e := range g.Entries() {
			if ctx.Err() != nil {
				return nil, context.Cause(ctx)
			}
			look := g.Intact
			if deep {
				look = g.Verify
			}
			if err := look(e); err != nil {
				list = append(list, fmt.Errorf("%s (%s): %w", e.Package, filepath.ToSlash(e.Name), err))
			}
		}
	}
	return list, nil
}
