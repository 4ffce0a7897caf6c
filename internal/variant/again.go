package variant

import "github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"

// Count is a number of crates that are compiled.
type Count struct {
	ThirdParty int `json:"third_party"`
	Local      int `json:"local"` // of members of the workspace
}

// Sum is all of them.
func (c Count) Sum() int { return c.ThirdParty + c.Local }

func (c *Count) add(local bool) {
	if local {
		c.Local++
	} else {
		c.ThirdParty++
	}
}

// cause is a package whose own units a build has in another variant.
type cause struct {
	pkg     string
	profile bool // only the debuginfo differs
}

// crate is one that a build of a member compiles although the whole workspace
// has been built.
type crate struct {
	unit   unitgraph.Unit
	own    bool           // it differs itself, not only what it is compiled with
	causes map[cause]bool // what differs in it and below it
}

// again are the crates that the builds of the members compile after that of the
// whole workspace, each once; and how many each build alone compiles.
// debuginfo is that of [unitgraph.Graph.Identities].
func (c Class) again(debuginfo func(unitgraph.Unit) string) (crates []crate, each []Count) {
	whole := map[unitgraph.ID]bool{}
	for _, id := range c.Whole.Graph.Identities(debuginfo) {
		whole[id] = true
	}
	own, ownBut := map[unitgraph.ID]bool{}, map[unitgraph.ID]bool{}
	for _, u := range c.Whole.Graph.Units {
		own[u.Own(debuginfo)], ownBut[u.Own(none)] = true, true
	}
	built := map[unitgraph.ID]bool{}
	for _, b := range c.Members {
		var count Count
		ids := b.Graph.Identities(debuginfo)
		causes := make([]map[cause]bool, len(ids))
		differs := func(u unitgraph.Unit) (bool, cause) {
			return !own[u.Own(debuginfo)], cause{u.Package, ownBut[u.Own(none)]}
		}
		for i := range ids {
			explain(b.Graph, i, func(i int) bool { return whole[ids[i]] }, differs, causes)
		}
		for i, id := range ids {
			u := &b.Graph.Units[i]
			if whole[id] || !u.Compiled() {
				continue
			}
			count.add(c.Local[u.Package])
			if !built[id] {
				built[id] = true
				self, _ := differs(*u)
				crates = append(crates, crate{*u, self, causes[i]})
			}
		}
		each = append(each, count)
	}
	return crates, each
}

func none(unitgraph.Unit) string { return "" }

// explain collects the causes of a unit and of those that it needs. A unit that
// the whole build has needs none.
func explain(g unitgraph.Graph, i int, known func(int) bool, differs func(unitgraph.Unit) (bool, cause), to []map[cause]bool) map[cause]bool {
	if to[i] != nil || known(i) {
		return to[i]
	}
	to[i] = map[cause]bool{}
	if own, why := differs(g.Units[i]); own {
		to[i][why] = true
	}
	for _, n := range g.Units[i].Needs {
		for why := range explain(g, n.Unit, known, differs, to) {
			to[i][why] = true
		}
	}
	return to[i]
}

func total(crates []crate, local map[string]bool) (sum Count) {
	for _, c := range crates {
		sum.add(local[c.unit.Package])
	}
	return sum
}
