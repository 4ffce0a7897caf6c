package variant

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Build is one cargo command and what it compiles.
type Build struct {
	Title  string // as it is typed, without cargo: "build -p math"
	Member string // the ID of the one member, "" for the whole workspace or its default members
	Graph  unitgraph.Graph
	// Packages are what is known where there is no graph: feature sets only.
	Packages []unitgraph.Package
}

// Class are the builds with one command: the whole workspace, and each member.
type Class struct {
	Command   string // "build", "test"
	Whole     Build
	Members   []Build // and the default members, where these are not all
	Exact     bool    // there are graphs
	Artifacts bool    // there are artifact dependencies, which graphs do not show
	// Unification are the lines that switch cargo's own feature unification on, ""
	// where it has none.
	Unification string
	Local       map[string]bool // IDs of the workspace's members
}

// place is a package for one side.
type place struct {
	pkg  string
	side unitgraph.Side
}

// sets are the features that a build gives to each package. What a build script
// is compiled with is its package's, so it is left out itself.
func (b Build) sets(exact bool) map[place][]string {
	found := map[place][]string{}
	add := func(p place, features []string) {
		all := slices.Concat(found[p], features)
		slices.Sort(all)
		found[p] = slices.Compact(all)
	}
	if !exact {
		for _, p := range b.Packages {
			add(place{p.ID, 0}, p.Features)
		}
		return found
	}
	sides := b.Graph.Sides()
	for i, u := range b.Graph.Units {
		if !u.Compiled() || u.Is("custom-build") {
			continue
		}
		for _, side := range []unitgraph.Side{unitgraph.Target, unitgraph.Host} {
			if sides[i]&side != 0 {
				add(place{u.Package, side}, u.Features)
			}
		}
	}
	return found
}

// all are the builds, the whole one first.
func (c Class) all() []Build { return slices.Concat([]Build{c.Whole}, c.Members) }
