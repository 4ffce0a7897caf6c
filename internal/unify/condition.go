package unify

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// conditions are those under which packages are in a build of a member, by their
// ID: "" for one that is there on every platform, because a way from the member
// leads to it by dependencies without a condition. Of several ways, the one with
// the fewest conditions counts. A condition is what a manifest has after
// `target.`; if it is a platform, or goes through one, it is the platform that
// cargo runs on.
func conditions(g unitgraph.Graph, s Space, root string) map[string]string {
	needs := make([][]string, len(g.Units))
	seen := make([]bool, len(g.Units))
	var open []int
	for i, u := range g.Units {
		if u.Package == root {
			seen[i], needs[i] = true, nil
			open = append(open, i)
		}
	}
	// Each round goes as far as there are no further conditions, then by one.
	for len(open) > 0 {
		var further []int
		for ; len(open) > 0; open = open[1:] {
			at := open[0]
			for _, n := range g.Units[at].Needs {
				from, to := g.Units[at].Package, g.Units[n.Unit].Package
				switch {
				case seen[n.Unit]:
				case from == to || slices.Contains(s.targets(from, to), ""):
					seen[n.Unit], needs[n.Unit] = true, needs[at]
					open = append(open, n.Unit)
				default:
					further = append(further, at)
				}
			}
		}
		for _, at := range further {
			for _, n := range g.Units[at].Needs {
				if seen[n.Unit] {
					continue
				}
				seen[n.Unit] = true
				needs[n.Unit] = joined(needs[at], s.targets(g.Units[at].Package, g.Units[n.Unit].Package)[:1])
				open = append(open, n.Unit)
			}
		}
	}
	found := map[string]string{}
	for i, u := range g.Units {
		text := s.together(needs[i])
		if was, ok := found[u.Package]; seen[i] && (!ok || len(text) < len(was) || len(text) == len(was) && text < was) {
			found[u.Package] = text
		}
	}
	return found
}

// targets are the conditions of the dependencies of one package on another one,
// sorted. There is at least one.
func (s Space) targets(from, to string) []string {
	var list []string
	for _, d := range s.Meta.Packages[from].Dependencies {
		if d.To == to {
			list = append(list, d.Target)
		}
	}
	if list == nil {
		return []string{""} // metadata does not know it, so nothing limits it
	}
	slices.Sort(list)
	return list
}

// together is the condition that all of these hold.
func (s Space) together(list []string) string {
	if len(list) < 2 && (len(list) == 0 || strings.HasPrefix(list[0], "cfg(")) {
		return strings.Join(list, "")
	}
	inner := make([]string, len(list))
	for i, text := range list {
		cut, ok := strings.CutPrefix(text, "cfg(")
		if !ok {
			return s.Host
		}
		inner[i] = strings.TrimSuffix(cut, ")")
	}
	return "cfg(all(" + strings.Join(inner, ", ") + "))"
}
