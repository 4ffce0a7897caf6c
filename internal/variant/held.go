package variant

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

// holdBack finds the requirements that forbid moves. A package that moves itself
// forbids nothing: its next version may ask for something else. Pairs that pin
// each other (serde and serde_derive) move together so.
func holdBack(list []Differing, locks []Lock) {
	type place struct{ workspace, name, version string }
	moving := map[place]bool{}
	for _, d := range list {
		for _, m := range d.Moves {
			moving[place{m.Workspace, d.Name, m.From}] = true
		}
	}
	for again := true; again; {
		again = false
		for _, d := range list {
			for i := range d.Moves {
				m := &d.Moves[i]
				here := place{m.Workspace, d.Name, m.From}
				if !moving[here] {
					continue
				}
				lock := locks[slices.IndexFunc(locks, func(l Lock) bool { return l.Workspace == m.Workspace })]
				m.Held = forbids(lock, d.Name, *m, func(p lockfile.Package) bool { return moving[place{m.Workspace, p.Name, p.Version}] })
				if m.Held != nil {
					delete(moving, here)
					again = true
				}
			}
		}
	}
}

// forbids are the requirements in this workspace that admit the version that is
// there, and not the one to move to.
func forbids(lock Lock, name string, m Move, moves func(lockfile.Package) bool) []Ask {
	if lock.Asks == nil {
		return nil
	}
	from, _ := semver.Parse(m.From)
	to, _ := semver.Parse(m.To)
	asked := entry{pkg: lockfile.Package{Name: name, Version: m.From}}
	var held []Ask
	for _, p := range lock.Packages {
		if moves(p) || !slices.ContainsFunc(p.Dependencies, asked.isNamedBy) {
			continue
		}
		for _, ask := range lock.Asks(p) {
			r, ok := semver.ParseRequirement(ask.Versions)
			if ask.Name == name && ok && r.Admits(from) && !r.Admits(to) && !slices.Contains(held, ask) {
				held = append(held, ask)
			}
		}
	}
	return held
}
