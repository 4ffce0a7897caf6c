package skeleton

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
)

// lock writes the lock file of a workspace with the versions that its packages
// have in the skeleton.
func (m *maker) lock(w Workspace) {
	lock := w.Lock
	lock.Entries, lock.Unused = slices.Clone(lock.Entries), slices.Clone(lock.Unused)
	place := m.facts.Place(filepath.Join(w.Root(), lockfile.Name))
	for _, list := range [][]lockfile.Entry{lock.Entries, lock.Unused} {
		for i, e := range list {
			if e.Source != "" {
				continue
			}
			locals := m.locals(w, e)
			if len(locals) == 0 {
				continue
			}
			if now := m.facts.Packages[locals[0]].Version; now != e.Version {
				m.tree.Warnings = append(m.tree.Warnings, fmt.Sprintf("%s says %s %s, its manifest %s: --locked will fail on the sources", place, e.Name, e.Version, now))
			}
			list[i].Version = m.version[locals[0]]
		}
	}
	locked := map[string]bool{}
	for _, e := range w.Lock.Entries {
		locked[e.Name] = locked[e.Name] || e.Source == ""
	}
	for _, path := range w.Members {
		if name := m.facts.Packages[path].Name; w.Only == nil && !locked[name] {
			m.tree.Warnings = append(m.tree.Warnings, fmt.Sprintf("%s does not have %s: --locked will fail on the sources", place, name))
		}
	}
	m.file(lockfile.In(w.Manifest), lock.Text())
}
