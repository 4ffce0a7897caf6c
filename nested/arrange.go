package nested

// Place is one place in an order of a tree's workspaces.
type Place struct {
	Workspace int   // an index of Tree.Workspaces
	After     []int // earlier places whose runs must have ended first, sorted
}

// Arranged is the plan in another order. order has a place for each step; the
// plan's steps are those of the tree's workspaces, in the tree's order.
func (p Plan) Arranged(order []Place) Plan {
	steps := make([]Step, 0, len(order))
	for _, place := range order {
		step := p.Steps[place.Workspace]
		step.After = place.After
		steps = append(steps, step)
	}
	p.Steps = steps
	return p
}

// Arranged is the tree with its nested workspaces in another order. The first
// workspace stays the first.
func (t Tree) Arranged(order []Place) Tree {
	arranged := make([]Workspace, 0, len(order))
	if first, ok := t.First(); ok {
		arranged = append(arranged, first)
	}
	for _, place := range order {
		if ws := t.Workspaces[place.Workspace]; !ws.First() {
			arranged = append(arranged, ws)
		}
	}
	t.Workspaces = arranged
	return t
}
