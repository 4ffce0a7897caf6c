package share

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Sharing is the sharing of one call, over all its workspaces. It is safe for
// concurrent use.
type Sharing struct {
	store     store.Store
	compilers compilers

	mu    sync.Mutex
	notes []string
}

// New shares by a store, which need not be there yet.
func New(s store.Store) *Sharing {
	return &Sharing{store: s, compilers: compilers{asked: map[string]string{}}}
}

// Tell prints the first thing that went wrong, and how many there were. A nil
// Sharing has nothing to tell.
func (s *Sharing) Tell(style report.Style, w io.Writer) {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch len(s.notes) {
	case 0:
	case 1:
		style.Note(w, "sharing: "+s.notes[0])
	default:
		style.Note(w, fmt.Sprintf("sharing: %s (and %d more)", s.notes[0], len(s.notes)-1))
	}
}

func (s *Sharing) note(text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.notes, text) {
		s.notes = append(s.notes, text)
	}
}

// work is one cargo command in one workspace.
type work struct {
	root        string // of the workspace
	dir         string // where cargo starts, symlinks resolved
	build       string // the build directory, symlinks resolved
	home        string // CARGO_HOME
	cargo       string // the program
	env         []string
	command     args.Command
	compilation config.Compilation
}

// work reads what a run builds, and where.
func (s *Sharing) work(ctx context.Context, spec nested.Spec) (work, config.Directories, error) {
	process := spec.Command()
	command, err := args.ParseCargo(process.Argv[1:], nil)
	if err != nil {
		return work{}, config.Directories{}, err
	}
	dirs, err := lockguard.Directories(spec.Root, command, process.Env)
	if err == nil && dirs.Unique {
		dirs.Build, err = s.compilers.buildDirectory(ctx, process, command)
	}
	if err != nil {
		return work{}, dirs, err
	}
	home := config.HomeIn(process.Dir, process.Env)
	compilation, err := config.NewReader().Compilation(config.Place{Dir: process.Dir, Home: home, Env: process.Env, CLI: command.Values("--config")})
	return work{
		root: spec.Root, dir: process.Dir, build: dirs.Build, home: home, cargo: process.Path,
		env: process.Env, command: command, compilation: compilation,
	}, dirs, err
}

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
	l := lock(dirs)
	defer l.release()
	free := func(e store.Entry) bool { return l.dirs[at(e)] }
	for dir := range l.dirs {
		store.Sweep(dir)
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

// errUnknown says that this cargo builds in a way that is not known here.
var errUnknown = errors.New("what this cargo leaves in its build directory is not known here")

// gather takes into the store what a workspace has for it. since is when its run
// began; zero for one that was not ours. whole says that no cargo was at work in
// a part of it.
func (s *Sharing) gather(w work, g store.Group, since time.Time, carrier *store.Carrier) (whole bool, err error) {
	var dirs []string
	for _, profile := range units.Profiles(w.build) {
		dirs = append(dirs, filepath.Join(w.build, filepath.FromSlash(profile)))
	}
	l := lock(dirs)
	defer l.release()
	d, err := units.Read(w.build)
	if err != nil {
		return false, err
	}
	if !d.Known() {
		return false, errUnknown
	}
	d.Units = slices.DeleteFunc(d.Units, func(u units.Unit) bool { return !l.has(w.build, u.Profile) })
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
	all, err := s.keep(g, d, picks, carrier)
	return all && len(l.dirs) == len(dirs), err
}

// yard is what a harvest in this workspace decides on.
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

// keep carries a harvest out. A unit that cannot be stored leaves out those
// above it; all says that there was none.
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

// numbered finds out the number by which fingerprints name the compiler: that of
// the units that were compiled since the run began. Without a run it is believed
// where all units have the same, and cargo has asked this compiler last.
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
	if g.Number != 0 { // it was believed wrongly
		for _, e := range g.Entries() {
			_ = g.Drop(e)
		}
	}
	for number := range fresh {
		g.Number = number
	}
	return g, g.Save(s.store)
}

// asked says whether the compiler with this version was the last that cargo has
// asked for it in a build directory (src/cargo/util/rustc.rs, Cache).
func asked(build, version string) bool {
	text, err := regular.Read(filepath.Join(build, ".rustc_info.json"))
	first, _, _ := strings.Cut(version, "\n")
	return err == nil && strings.Contains(string(text), first+`\n`)
}
