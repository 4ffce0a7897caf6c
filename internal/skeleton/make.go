package skeleton

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Format is the number in the marker, [workspace.metadata.nw-skeleton] of each
// root's manifest: how a skeleton is laid out.
const Format = 1

// maker makes one skeleton.
type maker struct {
	facts    Facts
	closures map[string]map[string]bool     // packages by workspace
	named    map[string]map[string][]string // the same by name
	needed   map[string]bool                // all of them
	kept     map[string]bool                // those that stay as they are
	version  map[string]string
	tree     Tree
	out      files
}

func newMaker(facts Facts) *maker {
	m := &maker{
		facts: facts, closures: map[string]map[string]bool{}, named: map[string]map[string][]string{},
		needed: map[string]bool{}, out: files{},
	}
	m.facts.Workspaces = slices.Clone(facts.Workspaces)
	for i, w := range m.facts.Workspaces {
		if w.Only != nil {
			w = facts.cut(w)
			m.facts.Workspaces[i] = w
		}
		m.closures[w.Manifest] = facts.closure(w)
		maps.Copy(m.needed, m.closures[w.Manifest])
		byName := map[string][]string{}
		for path := range m.closures[w.Manifest] {
			name := facts.Packages[path].Name
			byName[name] = append(byName[name], path)
		}
		m.named[w.Manifest] = byName
	}
	return m
}

// Make makes the skeleton of what the facts are about.
func Make(facts Facts) Tree {
	m := newMaker(facts)
	m.tree.Warnings = slices.Clone(facts.Warnings)
	m.keep()
	m.version = m.versions()
	m.manifests()
	for _, w := range m.facts.Workspaces {
		if len(w.Members) > 0 {
			m.lock(w)
			m.tree.Workspaces++
		}
	}
	m.out.add(facts.Files...)
	for link, to := range facts.Links {
		from := m.facts.Place(filepath.Dir(link)) + "/" + filepath.Base(link)
		target := paths.Relative(filepath.Join(facts.Top, filepath.Dir(filepath.FromSlash(from))), to)
		m.out.add(File{Path: strings.TrimPrefix(from, "./"), Link: filepath.ToSlash(target)})
	}
	m.tree.Files, m.tree.Packages = m.out.sorted(), len(m.needed)
	return m.tree
}

// keep finds the packages that stay as they are, with all that they depend on by
// path.
func (m *maker) keep() {
	var start []string
	why := map[string]string{}
	add := func(path, reason string) {
		start = append(start, path)
		if why[path] == "" {
			why[path] = reason
		}
	}
	for _, w := range m.facts.Workspaces {
		for _, r := range m.standing(w) {
			add(r.path, r.why)
		}
	}
	for path := range m.needed {
		switch p := m.facts.Packages[path]; {
		case p.Stray:
			add(path, "the workspace above it does not list it")
		case p.Kept:
			add(path, "") // the user knows
		}
	}
	for _, path := range slices.Sorted(maps.Keys(why)) {
		if why[path] != "" {
			m.tree.Notes = append(m.tree.Notes, fmt.Sprintf("%s is in the skeleton as it is, because %s: each edit of it rebuilds the layer", m.facts.Place(filepath.Dir(path)), why[path]))
		}
	}
	m.kept = m.facts.reach(start)
}

// file adds a file at a path of the tree.
func (m *maker) file(path string, data []byte) {
	m.out.add(File{Path: m.facts.Place(path), Text: bytes.Clone(data)})
}

// relative is a path as seen from the root of a workspace, with slashes.
func (m *maker) relative(w Workspace, path string) string {
	return filepath.ToSlash(paths.Relative(w.Root(), path))
}

// relativeInside is path as seen from the directory outer, if it is in it.
func relativeInside(outer, path string) (string, bool) {
	if !paths.Inside(outer, path) {
		return "", false
	}
	return filepath.ToSlash(paths.Relative(outer, path)), true
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
