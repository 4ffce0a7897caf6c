package align

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
)

// Change is what happens to a package in a lock file: it is moved, it is new, or
// it is no longer there.
type Change struct {
	Name     string
	From, To string // one of them may be ""
}

// Changes are those between two states of a lock file, by name.
func Changes(before, after []lockfile.Package) []Change {
	changes := map[place]Change{}
	for _, p := range before {
		if at, _, ok := placed(p); ok {
			changes[at] = Change{Name: p.Name, From: p.Version}
		}
	}
	for _, p := range after {
		if at, _, ok := placed(p); ok {
			changes[at] = Change{Name: p.Name, From: changes[at].From, To: p.Version}
		}
	}
	maps.DeleteFunc(changes, func(_ place, c Change) bool { return c.From == c.To })
	return slices.SortedFunc(maps.Values(changes), func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.From+a.To, b.From+b.To))
	})
}
