package unify

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// Left is a package that builds still have in several variants.
type Left struct {
	Reason

	Package       string // its ID
	Name, Version string
	Members       []string // in whose builds it differs
}

// Fails says whether somebody should do something about it. The rest is what the
// settings say, or what nothing can change.
func (l Left) Fails() bool { return l.Kind == Behaviour || l.Kind == Unsettled }

// Left are the packages that differ, each with its reason, by name.
func (s Space) Left() []Left {
	var list []Left
	add := func(id, member string, why Reason) {
		m, _ := s.member(member)
		i := slices.IndexFunc(list, func(l Left) bool { return l.Package == id && l.Reason == why })
		if i < 0 {
			i = len(list)
			list = append(list, Left{Reason: why, Package: id})
			list[i].Name, list[i].Version = unitgraph.NameVersion(id)
		}
		if m.Name != "" && !slices.Contains(list[i].Members, m.Name) {
			list[i].Members = append(list[i].Members, m.Name)
		}
	}
	all, common := s.spread()
	for _, c := range s.Classes {
		for _, b := range c.Members {
			sets := b.Sets()
			for _, p := range places(sets) {
				at := c.slot(p)
				if slices.Equal(sets[p], all[at]) || s.Crates[p.Package] {
					continue
				}
				add(p.Package, b.Member, s.why(c, b.Member, at, all[at], common[at]))
			}
		}
		for _, p := range variant.CompareFeatures(c.Class).Profiles {
			add(p.Package, "", Reason{Kind: Debuginfo})
		}
	}
	slices.SortFunc(list, func(a, b Left) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Name, b.Name), strings.Compare(a.Package, b.Package), strings.Compare(a.Detail, b.Detail))
	})
	return list
}

// why is the reason that a package has other features in the build of a member.
func (s Space) why(c Class, root string, at slot, all, common []string) Reason {
	m, _ := s.member(root)
	if c.Dev && s.Settings.Dev == manifest.DevOff {
		return Reason{Kind: DevOffReason}
	}
	if !c.Local[at.pkg] {
		if why := s.blocked(m, at, all, common); why.Kind != "" {
			return why
		}
		return Reason{Kind: Unsettled}
	}
	if s.excludes(at.pkg) {
		return Reason{Kind: Excluded}
	}
	if bad := s.behaviour(at, all, common); bad != nil {
		return Reason{Behaviour, strings.Join(bad, ", ")}
	}
	switch {
	case !s.Settings.Local:
		return Reason{Kind: LocalOff}
	case root == at.pkg && !c.Dev:
		return Reason{Kind: Alone}
	case s.leftOut(m).Kind != "":
		return s.leftOut(m)
	}
	return Reason{Kind: Unreachable}
}

// Prices are how many crates of other people a build of each member compiles
// from nothing, by the name of the member.
func (s Space) Prices(command string) map[string]int {
	list := map[string]int{}
	for _, c := range s.Classes {
		if c.Command != command || c.Platform != "" {
			continue
		}
		for _, b := range c.Members {
			m, _ := s.member(b.Member)
			for _, u := range b.Graph.Units {
				if u.Compiled() && !c.Local[u.Package] && !s.Crates[u.Package] {
					list[m.Name]++
				}
			}
		}
	}
	return list
}
