package skeleton

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Format is the number in the marker, [workspace.metadata.nw-skeleton] of each
// root's manifest: how a skeleton is laid out.
const Format = 1

// maker makes one skeleton.
type maker struct {
	facts    Facts
	closures map[string]map[string]bool // packages by workspace
	needed   map[string]bool            // all of them
	kept     map[string]bool            // those that stay as they are
	version  map[string]string
	tree     Tree
	out      files
}

func newMaker(facts Facts) *maker {
	m := &maker{facts: facts, closures: map[string]map[string]bool{}, needed: map[string]bool{}, out: files{}}
	m.facts.Workspaces = slices.Clone(facts.Workspaces)
	for i, w := range m.facts.Workspaces {
		if w.Only != nil {
			w = facts.cut(w)
			m.facts.Workspaces[i] = w
		}
		m.closures[w.Manifest] = facts.closure(w)
		maps.Copy(m.needed, m.closures[w.Manifest])
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

// manifests writes the manifest and the stand-ins of each package, and the roots
// that are no package.
func (m *maker) manifests() {
	roots := map[string]Workspace{}
	for _, w := range m.facts.Workspaces {
		roots[w.Manifest] = w
	}
	for _, path := range slices.Sorted(maps.Keys(m.needed)) {
		p := m.facts.Packages[path]
		w, isRoot := roots[path]
		delete(roots, path)
		if m.kept[path] {
			m.real(p, w, isRoot)
			continue
		}
		doc, c := packageTables(p, m.version[path])
		if pointer := text(p.Settings.Raw("package", "workspace")); pointer != "" {
			doc["package"].(map[string]any)["workspace"] = filepath.ToSlash(pointer) //nolint:forcetypeassert // made above
		}
		if isRoot {
			m.rootTables(doc, w)
		}
		m.file(path, encode(doc))
		for name, standin := range c.standins.texts {
			m.file(filepath.Join(p.Dir(), name), []byte(standin))
		}
		if c.dropped > 0 {
			m.tree.Details = append(m.tree.Details, fmt.Sprintf("%s: %s without main: a library stands for them", m.facts.Place(p.Dir()), plural(c.dropped, "program")))
		}
	}
	for path, w := range roots {
		doc := map[string]any{}
		m.rootTables(doc, w)
		m.file(path, encode(doc))
	}
}

// real writes the manifest of a package that stays as it is. A root has what the
// skeleton says about its workspace.
func (m *maker) real(p Package, w Workspace, isRoot bool) {
	if !isRoot {
		m.out.add(File{Path: m.facts.Place(p.Manifest), From: p.Manifest})
		return
	}
	doc := p.Settings.All()
	m.rootTables(doc, w)
	m.file(p.Manifest, encode(doc))
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// lock writes the lock file of a workspace with the versions that its packages
// have in the skeleton.
func (m *maker) lock(w Workspace) {
	lock := w.Lock
	lock.Entries, lock.Unused = slices.Clone(lock.Entries), slices.Clone(lock.Unused)
	place := m.facts.Place(filepath.Join(w.Root(), lockfile.Name))
	for _, list := range [][]lockfile.Entry{lock.Entries, lock.Unused} {
		for i, e := range list {
			if e.Source != "" {
				continue
			}
			locals := m.locals(w, e)
			if len(locals) == 0 {
				continue
			}
			if now := m.facts.Packages[locals[0]].Version; now != e.Version {
				m.tree.Warnings = append(m.tree.Warnings, fmt.Sprintf("%s says %s %s, its manifest %s: --locked will fail on the sources", place, e.Name, e.Version, now))
			}
			list[i].Version = m.version[locals[0]]
		}
	}
	for _, path := range w.Members {
		name := m.facts.Packages[path].Name
		if w.Only == nil && !slices.ContainsFunc(w.Lock.Entries, func(e lockfile.Entry) bool { return e.Source == "" && e.Name == name }) {
			m.tree.Warnings = append(m.tree.Warnings, fmt.Sprintf("%s does not have %s: --locked will fail on the sources", place, name))
		}
	}
	m.file(lockfile.In(w.Manifest), lock.Text())
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
