package unify

import (
	"context"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// most is how many rounds there are before the rest is left, and how many
// packages get a line in the profile.
const (
	mostRounds = 10
	mostLines  = 20
)

// commands are the builds that are made the same.
var commands = []string{"check", "build", "test"}

// settle brings workspaces, together if there are several, to where one more
// round changes nothing.
func settle(ctx context.Context, all []*space) error {
	spaces := slices.DeleteFunc(slices.Clone(all), (*space).isNative)
	for _, s := range all {
		if s.isNative() {
			if err := s.native(ctx); err != nil {
				return err
			}
		}
	}
	for range 3 {
		changed := false
		for _, dev := range []bool{false, true} {
			for range mostRounds {
				more, err := round(ctx, spaces, dev)
				if err != nil {
					return err
				}
				if !more {
					break
				}
				changed = true
			}
		}
		if !changed {
			break
		}
	}
	for _, s := range all {
		if err := s.sameDebuginfo(ctx); err != nil {
			return err
		}
	}
	return nil
}

// round asks for the builds of all workspaces and writes what they need.
func round(ctx context.Context, spaces []*space, dev bool) (changed bool, err error) {
	command := "build"
	if dev {
		command = "test"
	}
	views := make([]unify.Space, len(spaces))
	together := unify.Union{}
	for i, s := range spaces {
		if dev && s.settings.Dev == manifest.DevOff {
			continue
		}
		if views[i], err = s.look(ctx, command); err != nil {
			return false, s.failed(err)
		}
		if len(spaces) > 1 {
			together.Add(views[i].Union())
		}
	}
	for i, s := range spaces {
		if dev && s.settings.Dev == manifest.DevOff {
			continue
		}
		views[i].Also = together
		s.lists.Grow(views[i], dev)
		more, err := s.apply(ctx, views[i])
		if err != nil {
			return false, s.failed(err)
		}
		changed = changed || more
	}
	return changed, nil
}

// sameDebuginfo gives packages a line in the dev profile where builds differ in
// nothing but the debuginfo of what is compiled for the host.
func (s *space) sameDebuginfo(ctx context.Context) error {
	if !s.settings.Profile {
		return nil
	}
	for range mostRounds {
		view, err := s.look(ctx, commands...)
		if err != nil {
			return s.failed(err)
		}
		added := false
		for _, dev := range []bool{false, true} {
			names, level := debuginfo(view, dev)
			if level == "" || len(slices.Compact(slices.Sorted(slices.Values(slices.Concat(s.debug, names))))) > mostLines {
				continue
			}
			for _, name := range names {
				if !slices.Contains(s.debug, name) && s.free(name) {
					s.debug, s.level, added = append(s.debug, name), level, true
				}
			}
		}
		if !added {
			return nil
		}
		slices.Sort(s.debug)
		if _, err := s.apply(ctx, view); err != nil {
			return s.failed(err)
		}
	}
	return nil
}

// free says whether the dev profile of the workspace says nothing about a
// package: cargo refuses two specifications of one.
func (s *space) free(name string) bool {
	settings, err := manifest.ParseSettings(s.ws.Manifest, []byte(s.bare[s.ws.Manifest]))
	dev, _ := settings.Profiles()["dev"].(map[string]any)
	packages, _ := dev["package"].(map[string]any)
	for spec := range packages {
		if spec == name || strings.HasPrefix(spec, name+"@") || strings.HasPrefix(spec, name+":") || strings.Contains(spec, "/") && strings.Contains(spec, name) {
			return false
		}
	}
	return err == nil
}

// debuginfo are the packages where builds differ only in that, and the value that
// the crates of the workspace have, as TOML.
func debuginfo(view unify.Space, dev bool) (names []string, level string) {
	for _, c := range view.Classes {
		if c.Dev != dev || len(c.Whole.Graph.Roots) == 0 {
			continue
		}
		for _, p := range variant.CompareFeatures(c.Class).Profiles {
			if !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
		level = value(c.Whole.Graph.Units[c.Whole.Graph.Roots[0]])
	}
	return names, level
}

// value is the debuginfo of a unit as it is written in a profile.
func value(u unitgraph.Unit) string {
	switch u.Debuginfo {
	case "2":
		return "true"
	case "1":
		return "1"
	case "0":
		return "false"
	}
	return `"` + u.Debuginfo + `"`
}
