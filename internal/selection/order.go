package selection

import (
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Order is the order of the workspaces.
type Order string

// The orders.
const (
	Declared    Order = "declared"    // as the roots are written, depth first
	Topological Order = "topological" // after what a workspace depends on
)

// Option is --order.
func (o *Order) Option() command.Option {
	return command.Choice(o, "--order", "ORDER", "run order; topological: dependencies first", Declared, Topological).
		Default("CARGO_NW_ORDER")
}

// Of gives the places of the tree's workspaces in this order, and what each
// depends on, as indexes; nil when the tree has that order already.
func (o Order) Of(r *manifest.Reader, tree nested.Tree) (places []int, depends [][]nested.Dependency, err error) {
	if o != Topological {
		return nil, nil, nil
	}
	if depends, err = nested.Dependencies(r, tree); err != nil {
		return nil, nil, err
	}
	places, err = nested.Topological(tree, depends)
	return places, depends, err
}
