package variant

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Features are the differences between the builds of one class.
type Features struct {
	Command  string
	Whole    string // the title of the whole build
	Exact    bool   // crates are counted; else only sets of features are known
	Again    Count  // crates that the members' builds compile after the whole one
	Builds   []Cost
	Drifts   []Drift
	Profiles []Profile
	Leaks    []Leak
	Ways     []Way
	// Linked: link-time optimization is on, with which cargo compiles more than
	// the graphs show.
	Linked bool
	// Artifacts: there are artifact dependencies, of which the same is true.
	Artifacts bool
}

// Cost is what the build of a member compiles when the whole workspace has just
// been built.
type Cost struct {
	Title, Member string
	Again         Count
}

// Drift is a package that builds give different features.
type Drift struct {
	Package       string // its ID, or what `cargo tree` shows of it
	Name, Version string
	Sides         []SideSets
	Own           int   // its own crates that are compiled again
	Below         Count // crates that are compiled again because they depend on it
}

// SideSets are the sets of features that a package has on one side.
type SideSets struct {
	Side   string   // target, host, both; "" where that is not known
	Common []string // features that it has in all builds
	Sets   []Set
}

// Set is one set of features, by what it has besides the common ones.
type Set struct {
	More   []string
	Builds []string // titles
}

// Profile is a package that builds compile with the same features and other
// debuginfo.
type Profile struct {
	Package       string
	Name, Version string
	Own           int
	Below         Count
}

// CompareFeatures finds what differs between the builds of a class.
func CompareFeatures(c Class) Features {
	f := Features{Command: c.Command, Whole: c.Whole.Title, Exact: c.Exact, Drifts: drifts(c), Leaks: leaks(c), Artifacts: c.Artifacts}
	if !c.Exact {
		return f
	}
	crates, each := c.again(nil)
	f.Again = total(crates, c.Local)
	for i, b := range c.Members {
		f.Builds = append(f.Builds, Cost{b.Title, b.Member, each[i]})
	}
	for i := range f.Drifts {
		d := &f.Drifts[i]
		d.Own, d.Below = price(crates, cause{d.Package, false}, c.Local)
	}
	slices.SortStableFunc(f.Drifts, func(a, b Drift) int { return cmp.Compare(b.Own+b.Below.Sum(), a.Own+a.Below.Sum()) })
	f.Profiles = profiles(crates, c.Local)
	f.Ways = ways(c, f)
	for _, b := range c.all() {
		f.Linked = f.Linked || slices.ContainsFunc(b.Graph.Units, func(u unitgraph.Unit) bool { return u.LTO != "false" && u.LTO != "off" })
	}
	return f
}

// drifts are the packages with more than one set of features on a side.
func drifts(c Class) []Drift {
	found := map[place][]Set{}
	for _, b := range c.all() {
		for p, features := range b.sets(c.Exact) {
			sets := found[p]
			i := slices.IndexFunc(sets, func(s Set) bool { return slices.Equal(s.More, features) })
			if i < 0 {
				i, sets = len(sets), append(sets, Set{More: features})
			}
			sets[i].Builds = append(sets[i].Builds, b.Title)
			found[p] = sets
		}
	}
	byPackage := map[string]*Drift{}
	places := slices.SortedFunc(maps.Keys(found), func(a, b place) int { return cmp.Or(strings.Compare(a.pkg, b.pkg), cmp.Compare(a.side, b.side)) })
	var order []string
	for _, p := range places {
		if len(found[p]) < 2 {
			continue
		}
		d := byPackage[p.pkg]
		if d == nil {
			d = &Drift{Package: p.pkg}
			d.Name, d.Version = unitgraph.NameVersion(p.pkg)
			byPackage[p.pkg] = d
			order = append(order, p.pkg)
		}
		d.add(p.side, found[p])
	}
	list := make([]Drift, len(order))
	for i, id := range order {
		list[i] = *byPackage[id]
	}
	return list
}

// add takes the sets of one side in. Two sides that are alike are one.
func (d *Drift) add(side unitgraph.Side, sets []Set) {
	common := slices.Clone(sets[0].More)
	for _, s := range sets {
		common = slices.DeleteFunc(common, func(f string) bool { return !slices.Contains(s.More, f) })
	}
	var list []Set
	for _, s := range sets {
		more := slices.DeleteFunc(slices.Clone(s.More), func(f string) bool { return slices.Contains(common, f) })
		list = append(list, Set{more, s.Builds})
	}
	same := func(a, b Set) bool { return slices.Equal(a.More, b.More) && slices.Equal(a.Builds, b.Builds) }
	if last := len(d.Sides) - 1; last >= 0 && slices.Equal(d.Sides[last].Common, common) && slices.EqualFunc(d.Sides[last].Sets, list, same) {
		d.Sides[last].Side = (unitgraph.Target | unitgraph.Host).String()
		return
	}
	word := ""
	if side != 0 {
		word = side.String()
	}
	d.Sides = append(d.Sides, SideSets{word, common, list})
}

// price is what one cause has compiled again: crates of the package itself, and
// those that depend on it.
func price(crates []crate, why cause, local map[string]bool) (own int, below Count) {
	for _, c := range crates {
		switch {
		case !c.causes[why]:
		case c.unit.Package == why.pkg && c.own:
			own++
		default:
			below.add(local[c.unit.Package])
		}
	}
	return own, below
}

// profiles are the packages of which only the debuginfo differs.
func profiles(crates []crate, local map[string]bool) []Profile {
	found := map[string]bool{}
	for _, c := range crates {
		for why := range c.causes {
			if why.profile {
				found[why.pkg] = true
			}
		}
	}
	var list []Profile
	for _, id := range slices.Sorted(maps.Keys(found)) {
		p := Profile{Package: id}
		p.Name, p.Version = unitgraph.NameVersion(id)
		p.Own, p.Below = price(crates, cause{id, true}, local)
		list = append(list, p)
	}
	slices.SortStableFunc(list, func(a, b Profile) int { return cmp.Compare(b.Own+b.Below.Sum(), a.Own+a.Below.Sum()) })
	return list
}
