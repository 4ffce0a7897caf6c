package nested

// Place is one place in an order of a tree's workspaces.
type Place struct {
	Workspace int   // an index of Tree.Workspaces
	After     []int // earlier places whose runs must have ended first, sorted
}

// Arranged is the plan in another order. order has a place for each workspace;
// the plan's steps are the runs of the tree's workspaces, in the tree's order.
func (p Plan) Arranged(order []Place) Plan {
	groups := p.byWorkspace()
	steps := make([]Step, 0, len(p.Steps))
	at := make([][]int, 0, len(order)) // by place: its steps in the new order
	for _, place := range order {
		var after, own []int
		for _, earlier := range place.After {
			after = append(after, at[earlier]...)
		}
		for _, step := range groups[place.Workspace] {
			own = append(own, len(steps))
			step.After = after
			steps = append(steps, step)
		}
		at = append(at, own)
	}
	p.Steps = steps
	return p
}

// byWorkspace are the steps of each workspace: the runs of one follow each other.
func (p Plan) byWorkspace() (groups [][]Step) {
	for i, step := range p.Steps {
		if last := len(groups) - 1; step.Variant != "" && i > 0 && p.Steps[i-1].Workspace.Dir == step.Workspace.Dir {
			groups[last] = append(groups[last], step)
			continue
		}
		groups = append(groups, []Step{step})
	}
	return groups
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
