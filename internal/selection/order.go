package selection

import (
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Order is the order of the workspaces.
type Order string

// The orders.
const (
	Declared    Order = "declared"    // as the roots are written, depth first
	Topological Order = "topological" // dependencies first
)

// Option is --order.
func (o *Order) Option() command.Option {
	return command.Choice(o, "--order", "ORDER", "run order; topological: dependencies first", Declared, Topological).
		Default("CARGO_NW_ORDER")
}

// Places are those of the tree's workspaces in this order; nil if the tree is
// in that order already.
func (o Order) Places(r *manifest.Reader, tree nested.Tree) ([]nested.Place, error) {
	if o != Topological {
		return nil, nil
	}
	depends, err := graph.Dependencies(r, tree)
	if err != nil {
		return nil, err
	}
	return graph.Topological(tree, depends)
}
