package unify

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// Member is a member of the workspace.
type Member struct {
	ID, Name string
	Dir      string // as metadata has it
	Macro    bool   // a procedural macro
	Script   bool   // it has a build script
	NoStd    bool   // its library is for targets without std, and not for the host
}

// Class are the builds with one command for one platform.
type Class struct {
	variant.Class

	Platform string // "" for the one that cargo runs on
	Dev      bool   // dev-dependencies count
}

// Space is a workspace as cargo sees it at one moment.
type Space struct {
	Settings manifest.Unify
	Root     string // directory, as metadata has it
	One      bool   // resolver 1: features of host, target and tests are one set
	Host     string // the platform that cargo runs on
	Meta     metadata.Metadata
	Plain    metadata.Metadata // without anything generated
	Members  []Member          // sorted by name
	Classes  []Class
	Crates   map[string]bool // IDs of the generated crates
	// Also are features that other workspaces need.
	Also Union
}

// slot is what has to have one set of features.
type slot struct {
	pkg      string
	side     unitgraph.Side
	platform string // "" for the host, and for the platform that cargo runs on
	dev      bool
}

// Union are the features that builds give to packages, all together.
type Union map[slot][]string

// slot is that of a place in a class. What is for the host is the same for every
// target.
func (c Class) slot(p variant.Place) slot {
	s := slot{pkg: p.Package, side: p.Side, platform: c.Platform, dev: c.Dev}
	if p.Side == unitgraph.Host {
		s.platform = ""
	}
	return s
}

// spread are the features of all builds, and those that every build has.
func (s Space) spread() (all, common Union) {
	all, common = Union{}, Union{}
	for _, c := range s.Classes {
		for _, b := range c.All() {
			for p, features := range b.Sets() {
				at := c.slot(p)
				all[at] = joined(all[at], features)
				if was, ok := common[at]; ok {
					features = slices.DeleteFunc(slices.Clone(was), func(f string) bool { return !slices.Contains(features, f) })
				}
				common[at] = features
			}
		}
	}
	for at, features := range all {
		more := s.Also[at]
		all[at] = joined(features, more)
		common[at] = slices.DeleteFunc(slices.Clone(common[at]), func(f string) bool { return more != nil && !slices.Contains(more, f) })
	}
	return all, common
}

// Union are the features of packages that other workspaces may have, too: those
// that are not on disk.
func (s Space) Union() Union {
	all, _ := s.spread()
	for at := range all {
		if s.Meta.Packages[at.pkg].Source == "" {
			delete(all, at)
		}
	}
	return all
}

// Add takes the features of another workspace in.
func (u Union) Add(more Union) {
	for at, features := range more {
		u[at] = joined(u[at], features)
	}
}

func joined(a, b []string) []string {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}

func (s Space) member(id string) (Member, bool) {
	i := slices.IndexFunc(s.Members, func(m Member) bool { return m.ID == id })
	if i < 0 {
		return Member{}, false
	}
	return s.Members[i], true
}
