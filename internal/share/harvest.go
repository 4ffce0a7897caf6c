package share

import (
	"path"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/store"
)

// yard is what a harvest is decided from: the units of a build directory, and
// functions that answer questions about each.
type yard struct {
	units []units.Unit
	rule  rule
	facts func(units.Unit) (facts, error)
	// stored is the entry of the same key, if there is one that can be used.
	stored func(store.Key) (store.Entry, bool)
	// here says that the unit's files are the entry's.
	here func(units.Unit, store.Entry) bool
	// alike says that they have the same contents. It is slow.
	alike func(units.Unit, store.Entry) bool
}

// pick is a unit that the store has, or should get.
type pick struct {
	unit units.Unit
	pkg  string
	// deps are the picks before this one that it depends on.
	deps  []int
	depth int
	// entry is the stored one, nil if there is none yet.
	entry *store.Entry
	// merge: the unit's files are the same as the entry's, but other files. They
	// are replaced by the entry's.
	merge bool
}

// left is a unit that stays where it is, and why.
type left struct {
	unit units.Unit
	why  string
}

// Reasons that are not about the unit itself.
const (
	becauseBelow = "depends on a unit that is not shared"
	becauseApart = "compiled apart from the one in the store, and different"
)

// harvest decides which units of the yard are stored. Each pick comes after those
// that it depends on. A unit is picked only if everything below it is picked, with
// the contents that are in the store: other workspaces then compile against the
// same.
func (y yard) harvest() (picks []pick, rest []left) {
	h := harvesting{yard: y, byPrint: map[units.Print][]int{}, state: make([]int, len(y.units)), outDirs: map[int][]string{}}
	for i, u := range y.units {
		h.byPrint[u.Print] = append(h.byPrint[u.Print], i)
	}
	for i := range y.units {
		h.visit(i)
	}
	return h.picks, h.rest
}

// harvesting is the state of one decision.
type harvesting struct {
	yard

	byPrint map[units.Print][]int
	state   []int // of each unit: 0, or one of those below, or 1 more than the number of its pick
	outDirs map[int][]string
	picks   []pick
	rest    []left
}

const (
	visiting = -1
	refused  = -2
)

// visit decides about a unit after all below it.
func (h *harvesting) visit(i int) {
	if h.state[i] != 0 {
		return
	}
	h.state[i] = visiting
	p, why := h.decide(i)
	if why != "" {
		h.state[i] = refused
		h.rest = append(h.rest, left{h.units[i], why})
		return
	}
	h.picks = append(h.picks, p)
	h.state[i] = len(h.picks)
}

func (h *harvesting) decide(i int) (p pick, why string) {
	u := h.units[i]
	p = pick{unit: u, depth: 1}
	var below []int
	for _, print := range u.Deps {
		found := h.byPrint[print]
		if len(found) == 0 {
			return p, becauseBelow
		}
		for _, dep := range found {
			h.visit(dep)
			if h.state[dep] <= 0 {
				return p, becauseBelow
			}
			n := h.state[dep] - 1
			if !slices.Contains(p.deps, n) {
				p.deps = append(p.deps, n)
			}
			p.depth = max(p.depth, 1+h.picks[n].depth)
			below = append(below, dep)
			if older(u, h.units[dep]) {
				return p, "older than what it depends on"
			}
		}
	}
	entry, ok := h.stored(store.KeyOf(u))
	if ok && u.Kind != units.Run && h.same(entry, p.deps) && h.here(u, entry) {
		p.entry, p.depth, p.pkg = &entry, entry.Depth, entry.Package
		return p, "" // it has passed the rule before
	}
	if p.pkg, why = h.immutable(i, below); why != "" || !ok {
		return p, why
	}
	p.entry, p.depth = &entry, entry.Depth
	switch {
	case !h.same(entry, p.deps):
		return p, becauseApart
	case h.here(u, entry):
		return p, ""
	case h.alike(u, entry):
		p.merge = true
		return p, ""
	}
	return p, becauseApart
}

// same says that an entry depends on exactly the entries of these picks.
func (h *harvesting) same(entry store.Entry, deps []int) bool {
	if len(entry.Deps) != len(deps) {
		return false
	}
	for _, n := range deps {
		e := h.picks[n].entry
		if e == nil || !slices.Contains(entry.Deps, e.Ref()) {
			return false
		}
	}
	return true
}

// immutable applies the rule.
func (h *harvesting) immutable(i int, below []int) (pkg, why string) {
	u := h.units[i]
	f, err := h.facts(u)
	if err != nil {
		return "", "cannot be read: " + err.Error()
	}
	if u.Kind == units.Run {
		h.outDirs[i] = []string{f.outDir, f.outHere}
		for _, dep := range below {
			if h.units[dep].Kind == units.BuildScript {
				return h.picks[h.state[dep]-1].pkg, h.rule.run(f, u)
			}
		}
		return "", "a build script without a program"
	}
	var outDirs []string
	for _, dep := range below {
		outDirs = append(outDirs, h.outDirs[dep]...)
	}
	return h.rule.compiled(f, outDirs)
}

// older says that cargo would compile the unit again because of the times of
// what it depends on (src/cargo/core/compiler/fingerprint/mod.rs,
// check_filesystem). A library may start as soon as there is the metadata of the
// one below.
func older(u, dep units.Unit) bool {
	theirs := output(dep)
	for _, f := range dep.Files {
		if f.Role == units.Compiled && strings.HasSuffix(f.Path, ".rmeta") {
			theirs = f.Time
		}
	}
	return theirs.After(output(u))
}

// output is the time by which cargo knows whether a unit is newer than another
// one: for the run of a build script that of the file with what it printed.
func output(u units.Unit) time.Time {
	if u.Kind != units.Run {
		return u.Newest(units.Compiled)
	}
	for _, f := range u.Files {
		if name := path.Base(f.Path); (name == "output" || name == "stdout") && !strings.HasPrefix(f.Path, u.OutDir+"/") {
			return f.Time
		}
	}
	return time.Time{}
}
