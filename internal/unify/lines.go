package unify

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/edit"
)

// Conditions are true on every platform. A table below one of them can stand
// beside [dependencies], and a manifest has rarely used it already.
var Conditions = []string{"cfg(all())", "cfg(not(any()))", "cfg(all(all()))"}

// Lines are what each member's manifest says more, by the member's ID: the crates
// that it depends on, and the features of other members. condition is one of
// [Conditions].
func (l *Lists) Lines(s Space, crates []Crate, condition string) map[string][]string {
	b := blocks{}
	for _, c := range crates {
		for _, id := range c.Members {
			m, _ := s.member(id)
			kind := "dependencies"
			switch {
			case c.Dev:
				kind = "dev-dependencies"
			case c.Host && !m.Script:
				kind = "build-dependencies" // without a build script nothing is compiled for it
			}
			source := "path = " + edit.String(relative(m.Dir, filepath.Join(s.Root, filepath.FromSlash(s.CratePath(c.Name)))))
			b.add(id, condition, kind, dependency{key: c.Name, name: c.Name, source: source})
		}
	}
	l.localLines(s, condition, b)
	list := map[string][]string{}
	for member, byName := range b {
		var tables []table
		for name, entries := range byName {
			tables = append(tables, table{name, entries})
		}
		list[member] = lines(tables)
	}
	return list
}

// blocks are dependency tables by member and name.
type blocks map[string]map[string][]dependency

func (b blocks) add(member, condition, kind string, d dependency) {
	name := "target." + quoted(condition) + "." + kind
	if b[member] == nil {
		b[member] = map[string][]dependency{}
	}
	b[member][name] = append(b[member][name], d)
}

// quoted is a condition as a key of TOML. It may have quotes in it.
func quoted(condition string) string {
	if strings.Contains(condition, "'") {
		return edit.String(condition)
	}
	return "'" + condition + "'"
}

// localLines are the features of members that others ask for.
func (l *Lists) localLines(s Space, condition string, b blocks) {
	type edge struct{ member, kind, to string }
	features := map[edge][]string{}
	for line := range l.locals {
		at := edge{line.member, line.kind, line.at.pkg}
		features[at] = joined(features[at], l.all[line.at])
	}
	compare := func(a, b edge) int {
		return cmp.Or(strings.Compare(a.member, b.member), strings.Compare(a.kind, b.kind), strings.Compare(a.to, b.to))
	}
	for _, at := range slices.SortedFunc(maps.Keys(features), compare) {
		m, _ := s.member(at.member)
		p := s.Meta.Packages[at.to]
		kind := strings.TrimPrefix(at.kind+"-dependencies", "-")
		known := s.edges(at.member, at.to, at.kind)
		for _, d := range known {
			where, ok := within(d.Target, condition)
			if !ok {
				continue
			}
			line := asking(p, d.Key(), written(d, p, m.Dir), features[at])
			line.optional = d.Optional
			b.add(at.member, where, kind, line)
		}
		if len(known) > 0 {
			continue
		}
		key := p.Name
		if other := s.edges(at.member, at.to, "", "build", "dev"); len(other) > 0 {
			key = other[0].Key()
		}
		b.add(at.member, condition, kind, asking(p, key, "path = "+edit.String(relative(m.Dir, filepath.Dir(p.Manifest))), features[at]))
	}
}

// within is a condition that is true where this one is, in other words: the
// manifest has a table below the same words already. A triple has no others.
func within(target, condition string) (string, bool) {
	if target == "" {
		return condition, true
	}
	inner, ok := strings.CutPrefix(target, "cfg(")
	return "cfg(all(" + strings.TrimSuffix(inner, ")") + "))", ok
}

// edges are the entries by which a member depends on another one, one for each
// key. One without a condition comes first.
func (s Space) edges(from, to string, kinds ...string) []metadata.Dependency {
	deps := slices.Clone(s.Plain.Packages[from].Dependencies)
	slices.SortStableFunc(deps, func(a, b metadata.Dependency) int { return strings.Compare(a.Target, b.Target) })
	var list []metadata.Dependency
	for _, d := range deps {
		if d.To != to || !slices.Contains(kinds, d.Kind) ||
			slices.ContainsFunc(list, func(o metadata.Dependency) bool { return o.Key() == d.Key() }) {
			continue
		}
		list = append(list, d)
	}
	return list
}
