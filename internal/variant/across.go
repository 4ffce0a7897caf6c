package variant

import (
	"cmp"
	"maps"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Site is the whole build of one workspace.
type Site struct {
	Workspace string
	Class     Class
}

// Across is what the whole builds of several workspaces have in common.
type Across struct {
	Workspaces int
	Shared     int // packages of registries and repositories that two or more have in one version
	Drifts     []Drift
	Separate   int // third-party crates that are compiled in a build directory for each workspace
	Together   int // and in one for all
}

// CompareAcross compares the features of packages that are the same in several
// workspaces. In [Set.Builds] are the workspaces.
func CompareAcross(sites []Site) Across {
	a := Across{Workspaces: len(sites)}
	found, users := map[place][]Set{}, map[string]map[string]bool{}
	all := map[unitgraph.ID]bool{}
	for _, s := range sites {
		for p, features := range s.Class.Whole.sets(s.Class.Exact) {
			if s.Class.Local[p.pkg] {
				continue
			}
			if users[p.pkg] == nil {
				users[p.pkg] = map[string]bool{}
			}
			users[p.pkg][s.Workspace] = true
			i := slices.IndexFunc(found[p], func(x Set) bool { return slices.Equal(x.More, features) })
			if i < 0 {
				i = len(found[p])
				found[p] = append(found[p], Set{More: features})
			}
			found[p][i].Builds = append(found[p][i].Builds, s.Workspace)
		}
		g := s.Class.Whole.Graph
		for i, id := range g.Identities(nil) {
			if u := g.Units[i]; u.Compiled() && !s.Class.Local[u.Package] {
				a.Separate++
				all[id] = true
			}
		}
	}
	a.Together = len(all)
	for _, names := range users {
		if len(names) > 1 {
			a.Shared++
		}
	}
	places := slices.SortedFunc(maps.Keys(found), func(x, y place) int { return cmp.Or(cmp.Compare(x.pkg, y.pkg), cmp.Compare(x.side, y.side)) })
	for _, p := range places {
		if len(found[p]) < 2 {
			continue
		}
		if last := len(a.Drifts) - 1; last < 0 || a.Drifts[last].Package != p.pkg {
			d := Drift{Package: p.pkg}
			d.Name, d.Version = unitgraph.NameVersion(p.pkg)
			a.Drifts = append(a.Drifts, d)
		}
		a.Drifts[len(a.Drifts)-1].add(p.side, found[p])
	}
	return a
}
