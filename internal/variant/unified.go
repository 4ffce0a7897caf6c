package variant

import "github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"

// byFeatures are the ways that give a package the same features in all builds:
// those of the whole build.
func byFeatures(c Class, f Features) []Way {
	var list []Way
	add := func(kind, text string, after Count) {
		if after.Sum() < f.Again.Sum() {
			list = append(list, Way{Kind: kind, Text: text, Before: f.Again, After: after})
		}
	}
	var debuginfo func(unitgraph.Unit) string
	if listed := c.debuginfoDiffers(); len(listed) <= most && len(c.Whole.Graph.Roots) > 0 {
		debuginfo = sameDebuginfo(listed, c.Whole.Graph.Units[c.Whole.Graph.Roots[0]].Debuginfo)
	}
	add("unify", "cargo nw unify", c.unified(debuginfo, true))
	if c.Unification != "" {
		add("cargo", c.Unification, c.unified(nil, false))
	}
	return list
}

// unified is what the builds of the members compile again if every package has
// the features of the whole build: units of which the whole build has none that
// differs in features only, and what is compiled with them. alone says that a
// package that is built for its own sake keeps its own features: no dependent of
// it can raise them.
func (c Class) unified(debuginfo func(unitgraph.Unit) string, alone bool) (again Count) {
	whole, own := map[unitgraph.ID]bool{}, map[unitgraph.ID]bool{}
	for _, u := range c.Whole.Graph.Units {
		whole[featureless(u, debuginfo)], own[u.Own(debuginfo)] = true, true
	}
	counted := map[unitgraph.ID]bool{}
	for _, b := range c.Members {
		g := b.Graph
		differs, seen := make([]bool, len(g.Units)), make([]bool, len(g.Units))
		for _, r := range g.Roots {
			differs[r] = alone && !own[g.Units[r].Own(debuginfo)]
		}
		var visit func(i int) bool
		visit = func(i int) bool {
			if seen[i] {
				return differs[i]
			}
			seen[i] = true
			differs[i] = differs[i] || !whole[featureless(g.Units[i], debuginfo)]
			for _, n := range g.Units[i].Needs {
				if visit(n.Unit) {
					differs[i] = true
				}
			}
			return differs[i]
		}
		for i, u := range g.Units {
			id := u.Own(debuginfo)
			if !alone {
				id = featureless(u, debuginfo)
			}
			if visit(i) && u.Compiled() && !counted[id] {
				counted[id] = true
				again.add(c.Local[u.Package])
			}
		}
	}
	return again
}

// debuginfoDiffers are the packages that would differ only in debuginfo if their
// features were the same: unify lists them in the profile.
func (c Class) debuginfoDiffers() map[string]bool {
	whole, but := map[unitgraph.ID]bool{}, map[unitgraph.ID]bool{}
	for _, u := range c.Whole.Graph.Units {
		whole[featureless(u, nil)], but[featureless(u, none)] = true, true
	}
	listed := map[string]bool{}
	for _, b := range c.Members {
		for _, u := range b.Graph.Units {
			if !whole[featureless(u, nil)] && but[featureless(u, none)] {
				listed[u.Package] = true
			}
		}
	}
	return listed
}

func featureless(u unitgraph.Unit, debuginfo func(unitgraph.Unit) string) unitgraph.ID {
	u.Features = nil
	return u.Own(debuginfo)
}
