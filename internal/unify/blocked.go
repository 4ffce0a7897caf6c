package unify

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// Reason is why a package keeps several sets of features.
type Reason struct {
	Kind   string // one of the words below; "" for none
	Detail string // what it is about, "" where the kind says it all
}

// The kinds of reasons.
const (
	Excluded     = "excluded"      // by `exclude`
	MemberOut    = "member"        // by `exclude-members`
	NoStd        = "no_std"        // the member is for targets without std
	Behaviour    = "behaviour"     // a feature changes what the program does
	Cycle        = "cycle"         // the package depends on a member
	Alone        = "root alone"    // a member is built alone: nothing asks for its features
	LocalOff     = "local"         // by `local = false`
	DevOffReason = "dev"           // by `dev = "off"`
	Unreachable  = "not reachable" // no line of a member reaches it
	Unsettled    = "not settled"   // more rounds would be needed
	Debuginfo    = "debuginfo"     // only the profile differs
)

// blocked is why a member must not ask for a package with all its features.
func (s Space) blocked(m Member, at slot, all, common []string) Reason {
	if out := s.leftOut(m); out.Kind != "" {
		return out
	}
	if s.excludes(at.pkg) {
		return Reason{Kind: Excluded}
	}
	if bad := s.behaviour(at, all, common); bad != nil {
		return Reason{Behaviour, strings.Join(bad, ", ")}
	}
	if through := s.reachesMember(at.pkg); through != "" {
		return Reason{Cycle, through}
	}
	return Reason{}
}

// excludes says whether the settings have a package keep different features.
func (s Space) excludes(id string) bool {
	p := s.Meta.Packages[id]
	return slices.Contains(s.Settings.Exclude, p.Name) || slices.Contains(s.Settings.Exclude, p.Name+"@"+p.Version)
}

// leftOut is why a member asks for nothing.
func (s Space) leftOut(m Member) Reason {
	switch {
	case slices.Contains(s.Settings.ExcludeMembers, m.Name):
		return Reason{MemberOut, m.Name}
	case m.NoStd:
		return Reason{NoStd, m.Name}
	}
	return Reason{}
}

// behaviour are the features that change behaviour, that not all builds have, and
// that the settings do not accept; nil for none.
func (s Space) behaviour(at slot, all, common []string) (bad []string) {
	name := s.Meta.Packages[at.pkg].Name
	for _, f := range all {
		if slices.Contains(common, f) || !variant.ChangesBehaviour(name, f) ||
			slices.Contains(s.Settings.Accept, name) || slices.Contains(s.Settings.Accept, name+"/"+f) {
			continue
		}
		bad = append(bad, f)
	}
	return bad
}

// reachesMember is the name of a member that a package depends on, "" for none.
// A crate that lists the package, and that the member depends on, would close a
// cycle.
func (s Space) reachesMember(id string) string {
	seen := map[string]bool{id: true}
	for open := []string{id}; len(open) > 0; open = open[1:] {
		if m, ok := s.member(open[0]); ok {
			return m.Name
		}
		for _, d := range s.Meta.Packages[open[0]].Dependencies {
			if d.To != "" && d.Kind != "dev" && !seen[d.To] {
				seen[d.To] = true
				open = append(open, d.To)
			}
		}
	}
	return ""
}
