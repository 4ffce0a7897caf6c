package unify

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// entry is a package that a member has to ask for, with all features of its
// slot.
type entry struct {
	member string // its ID
	at     slot
	where  string // the condition under which the member needs the package, "" for always
}

// local is a member of the workspace that another one has to ask for.
type local struct {
	member string
	kind   string // "", build or dev: the kind of the dependency
	at     slot
}

// Lists are what the members have to ask for. The zero value is nothing; they
// only grow.
type Lists struct {
	entries map[entry]bool
	locals  map[local]bool
	all     Union           // as the last round has found it
	host    map[string]bool // members that a build compiles for the host
}

// builds are those of one class with the sets of features in each.
type builds struct {
	Class

	sets []map[variant.Place][]string // by member's build
}

// Grow looks at builds, without dev-dependencies or with them, and adds what
// members have to ask for, so that each package has in each build the features
// that it has in all of them together.
func (l *Lists) Grow(s Space, dev bool) {
	if l.entries == nil {
		*l = Lists{map[entry]bool{}, map[local]bool{}, Union{}, map[string]bool{}}
	}
	all, common := s.spread()
	maps.DeleteFunc(l.all, func(at slot, _ []string) bool { return at.dev == dev })
	maps.Copy(l.all, all)
	for id := range s.OnHost() {
		l.host[id] = true
	}
	for _, c := range s.Classes {
		if c.Dev != dev {
			continue
		}
		b := builds{Class: c}
		for _, m := range c.Members {
			b.sets = append(b.sets, m.Sets())
		}
		l.class(s, b, all, common)
	}
}

func (l *Lists) class(s Space, c builds, all, common Union) {
	wanted := make([]map[variant.Place]bool, len(c.Members))
	for i := range c.Members {
		wanted[i] = map[variant.Place]bool{}
		m, _ := s.member(c.Members[i].Member)
		for _, p := range places(c.sets[i]) {
			at := c.slot(p)
			switch {
			case slices.Equal(c.sets[i][p], all[at]) || s.Crates[p.Package]:
			case c.Local[p.Package]:
				l.local(s, c, i, p, all, common)
			case s.blocked(m, at, all[at], common[at]).Kind == "":
				wanted[i][p] = true
			}
		}
	}
	for i, b := range c.Members {
		where := conditions(b.Graph, s, b.Member)
		sides := localSides(b, c.Local)
		for p := range wanted[i] {
			if c.Dev || !c.covered(s, i, p, sides, wanted) {
				l.entries[entry{b.Member, c.slot(p), where[p.Package]}] = true
			}
		}
	}
}

// places are sorted.
func places(sets map[variant.Place][]string) []variant.Place {
	return slices.SortedFunc(maps.Keys(sets), func(a, b variant.Place) int {
		return cmp.Or(strings.Compare(a.Package, b.Package), cmp.Compare(a.Side, b.Side))
	})
}

// localSides are the members in a build, and what they are compiled for.
func localSides(b variant.Build, members map[string]bool) map[string]unitgraph.Side {
	found := map[string]unitgraph.Side{}
	sides := b.Graph.Sides()
	for i, u := range b.Graph.Units {
		if members[u.Package] && !u.Is("custom-build") {
			found[u.Package] |= sides[i]
		}
	}
	return found
}

// covered says whether a member that is in the build asks for the package, too.
// What it asks for is in the build with it.
func (c builds) covered(s Space, build int, p variant.Place, sides map[string]unitgraph.Side, wanted []map[variant.Place]bool) bool {
	for i, other := range c.Members {
		if i == build || sides[other.Member] == 0 || !wanted[i][p] {
			continue
		}
		m, _ := s.member(other.Member)
		if m.Macro || p.Side == unitgraph.Host || sides[other.Member]&p.Side != 0 {
			return true
		}
	}
	return false
}
