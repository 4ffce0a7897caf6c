package align

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// target is a package of one lock file that other files have in a higher
// version.
type target struct {
	name, from, source string
	to                 []string // the highest first
}

// targets are those of a workspace. Versions of other files that are not the
// highest are there, too: a requirement may allow one of these only, and the
// highest may have been yanked.
func targets(found variant.Versions, workspace string) []target {
	var list []target
	for _, d := range found.Differing {
		for _, m := range d.Moves {
			from, ok := semver.Parse(m.From)
			if m.Workspace != workspace || !ok {
				continue
			}
			t := target{name: d.Name, from: m.From, source: d.Source}
			for _, use := range d.Uses {
				if v, ok := semver.Parse(use.Version); ok && semver.Compare(v, from) > 0 && !slices.Contains(t.to, use.Version) {
					t.to = append(t.to, use.Version)
				}
			}
			list = append(list, t)
		}
	}
	return list
}

// order puts dependencies first: a package can then choose them where they are
// to be.
func order(lock variant.Lock, list []target) []target {
	place := map[string]int{}
	seen := make([]bool, len(lock.Packages))
	byName := map[string][]int{}
	for i, p := range lock.Packages {
		byName[p.Name] = append(byName[p.Name], i)
	}
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return // also where packages depend on each other in a cycle, by dev-dependencies
		}
		seen[i] = true
		p := lock.Packages[i]
		for _, d := range p.Dependencies {
			for _, j := range byName[d.Name] {
				if d.Version == "" || d.Version == lock.Packages[j].Version {
					visit(j)
				}
			}
		}
		place[p.Name+" "+p.Version] = len(place)
	}
	for i := range lock.Packages {
		visit(i)
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b target) int { return place[a.name+" "+a.from] - place[b.name+" "+b.from] })
	return list
}

// place is what a lock file has at most one version of.
type place struct{ name, source, versions string }

func placed(p lockfile.Package) (place, semver.Version, bool) {
	v, ok := semver.Parse(p.Version)
	source, _, _ := strings.Cut(p.Source, "#")
	return place{p.Name, source, v.Range()}, v, ok && p.Source != ""
}

func has(packages []lockfile.Package, name, version string) bool {
	return slices.ContainsFunc(packages, func(p lockfile.Package) bool {
		return p.Source != "" && p.Name == name && p.Version == version
	})
}
