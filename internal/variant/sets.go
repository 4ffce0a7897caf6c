package variant

import "github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"

// Place is a package as it is compiled for one side.
type Place struct {
	Package string // its ID
	Side    unitgraph.Side
}

// Sets are the features that the build, of which there is a graph, gives to each
// package on each side.
func (b Build) Sets() map[Place][]string {
	found := map[Place][]string{}
	for p, features := range b.sets(true) {
		found[Place{p.pkg, p.side}] = features
	}
	return found
}

// All are the builds, the whole one first.
func (c Class) All() []Build { return c.all() }
