package share

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// errUnknown says that this cargo lays out its build directory in another way.
var errUnknown = errors.New("the layout of its build directory is not known to this cargo-nw")

// gather stores what a workspace has compiled. since is when its run began; zero
// for a run that was not ours. whole says that nothing was left out because a
// cargo was running.
func (s *Sharing) gather(w work, g store.Group, since time.Time, carrier *store.Carrier) (whole bool, err error) {
	var dirs []string
	for _, profile := range units.Profiles(w.build) {
		dirs = append(dirs, filepath.Join(w.build, filepath.FromSlash(profile)))
	}
	l := builddir.Hold(dirs)
	defer l.Release()
	for _, dir := range dirs {
		if l.Has(dir) {
			store.Sweep(dir)
		}
	}
	d, err := units.Read(w.build)
	if err != nil {
		return false, err
	}
	if !d.Known() {
		return false, errUnknown
	}
	d.Units = slices.DeleteFunc(d.Units, func(u units.Unit) bool { return !l.Has(filepath.Join(w.build, filepath.FromSlash(u.Profile))) })
	g, err = s.numbered(w, g, d, since)
	if err != nil || g.Number == 0 {
		return false, err
	}
	d.Units = slices.DeleteFunc(d.Units, func(u units.Unit) bool { return u.Rustc != g.Number })
	list, dangling := usable(g.Entries())
	for _, e := range dangling {
		_ = g.Drop(e)
	}
	picks, _ := s.yard(w, g, d, list).harvest()
	if slices.ContainsFunc(picks, func(p pick) bool { return p.entry == nil }) {
		g.Sweep() // now and then
	}
	all, err := s.keep(g, d, picks, carrier)
	return all && !slices.ContainsFunc(dirs, func(dir string) bool { return !l.Has(dir) }), err
}

// yard is the yard of this workspace; list is what the store has.
func (s *Sharing) yard(w work, g store.Group, d units.Directory, list []store.Entry) yard {
	known := map[store.Key]store.Entry{}
	for _, e := range list {
		known[e.Key] = e
	}
	return yard{
		units: d.Units,
		rule:  rule{homes: both(w.home), root: w.root, t0: g.T0},
		facts: func(u units.Unit) (facts, error) { return read(d, u) },
		stored: func(key store.Key) (store.Entry, bool) {
			e, ok := known[key]
			return e, ok
		},
		here: func(u units.Unit, e store.Entry) bool {
			return g.Look(e, d.Abs(u, ".")) == store.Present
		},
		alike: func(u units.Unit, e store.Entry) bool { return g.Alike(d, u, e) },
	}
}

// keep carries out a harvest. If a unit cannot be stored, those above it are not
// stored either; all says that there was no such unit.
func (s *Sharing) keep(g store.Group, d units.Directory, picks []pick, carrier *store.Carrier) (all bool, err error) {
	refs := make([]*store.Ref, len(picks))
	all = true
	for i, p := range picks {
		var deps []store.Ref
		complete := true
		for _, n := range p.deps {
			if refs[n] == nil {
				complete = false
				break
			}
			deps = append(deps, *refs[n])
		}
		if !complete {
			continue
		}
		var e store.Entry
		var failed error
		switch {
		case p.entry == nil:
			e, failed = g.Put(d, p.unit, p.pkg, deps, p.depth, carrier)
		case p.merge:
			e, failed = *p.entry, g.Merge(d, p.unit, *p.entry, carrier)
		default:
			e = *p.entry
		}
		if failed != nil {
			all = false
			if !errors.Is(failed, os.ErrExist) && !errors.Is(failed, store.ErrChanged) {
				err = failed
			}
			continue
		}
		ref := e.Ref()
		refs[i] = &ref
	}
	return all, err
}

// numbered finds out which number fingerprints have for the compiler: that of the
// units that were compiled since the run began. Without a run, it is the number
// that all units have, if cargo last asked this compiler for its version.
func (s *Sharing) numbered(w work, g store.Group, d units.Directory, since time.Time) (store.Group, error) {
	fresh, all := map[uint64]bool{}, map[uint64]bool{}
	for _, u := range d.Units {
		all[u.Rustc] = true
		if !since.IsZero() && !u.Newest(units.Fingerprint).Before(since) {
			fresh[u.Rustc] = true
		}
	}
	if len(fresh) == 0 && g.Number == 0 && len(all) == 1 && asked(w.build, g.Rustc) {
		fresh = all
	}
	if len(fresh) != 1 || fresh[g.Number] {
		return g, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if g.Number != 0 { // it was wrong
		for _, e := range g.Entries() {
			_ = g.Drop(e)
		}
	}
	for number := range fresh {
		g.Number = number
	}
	return g, g.Save(s.store)
}

// asked says whether the compiler with this version is the one that cargo last
// asked for its version in a build directory (src/cargo/util/rustc.rs, Cache).
func asked(build, version string) bool {
	text, err := regular.Read(filepath.Join(build, ".rustc_info.json"))
	first, _, _ := strings.Cut(version, "\n")
	return err == nil && strings.Contains(string(text), first+`\n`)
}
