package unify

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// local adds what gives a member of the workspace its features in the build of
// another one: lines of those that depend on it directly. By induction that is
// enough, and because only dependencies that are there get more features there
// is never a cycle. In tests a dev-dependency of the member itself is enough,
// and that may lead in a cycle.
func (l *Lists) local(s Space, c builds, build int, p variant.Place, all, common Union) {
	root, at := c.Members[build].Member, c.slot(p)
	if !s.Settings.Local || s.excludes(p.Package) || s.behaviour(at, all[at], common[at]) != nil {
		return
	}
	if c.Dev {
		l.inTests(s, root, at)
		return
	}
	if root == p.Package {
		return // nothing can ask for features of what is built alone
	}
	var lines, complete []local
	g := c.Members[build].Graph
	for _, u := range g.Units {
		if !slices.ContainsFunc(u.Needs, func(n unitgraph.Need) bool { return g.Units[n.Unit].Package == p.Package }) || u.Package == p.Package {
			continue
		}
		m, ok := s.member(u.Package)
		if !ok || s.leftOut(m).Kind != "" {
			continue
		}
		line := local{u.Package, "", at}
		if u.Is("custom-build") {
			line.kind = "build"
		}
		if slices.Equal(c.own(u.Package)[p], all[at]) {
			complete = append(complete, line)
		} else {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		lines = complete
	}
	for _, line := range lines {
		l.locals[line] = true
	}
}

// own are the sets of features in the build of a member alone.
func (c builds) own(member string) map[variant.Place][]string {
	for i, b := range c.Members {
		if b.Member == member {
			return c.sets[i]
		}
	}
	return nil
}

// inTests adds a dev-dependency. It reaches only what is compiled for the target,
// and procedural macros.
func (l *Lists) inTests(s Space, root string, at slot) {
	m, ok := s.member(root)
	to, isMember := s.member(at.pkg)
	if ok && isMember && s.leftOut(m).Kind == "" && (at.side == unitgraph.Target || to.Macro || s.One) {
		l.locals[local{root, "dev", at}] = true
	}
}
