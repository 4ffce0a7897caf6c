package skeleton

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// manifests writes the manifest and the stand-ins of each package, and the roots
// that are no package.
func (m *maker) manifests() {
	roots := map[string]Workspace{}
	for _, w := range m.facts.Workspaces {
		roots[w.Manifest] = w
	}
	wanted := map[string]bool{} // as files
	for path := range m.needed {
		for _, d := range m.facts.Packages[path].Dependencies {
			if d.Artifact != nil && d.Path != "" {
				wanted[Manifest(d)] = true
			}
		}
	}
	// Roots come first: what leads to one by another way must not hide it.
	var order []string
	for _, wantRoots := range []bool{true, false} {
		for _, path := range slices.Sorted(maps.Keys(m.needed)) {
			if _, isRoot := roots[path]; isRoot == wantRoots {
				order = append(order, path)
			}
		}
	}
	left := maps.Clone(roots)
	for _, path := range order {
		p := m.facts.Packages[path]
		w, isRoot := roots[path]
		delete(left, path)
		if m.kept[path] {
			m.real(p, w, isRoot)
			continue
		}
		doc, c := packageTables(p, m.version[path], wanted[path])
		if pointer := filepath.ToSlash(text(p.Settings.Raw("package", "workspace"))); pointer != "" {
			if _, there := roots[filepath.Join(paths.Absolute(p.Dir(), filepath.FromSlash(pointer)), manifest.FileName)]; there {
				doc["package"].(map[string]any)["workspace"] = pointer //nolint:forcetypeassert // made above
			}
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
	for path, w := range left {
		doc := map[string]any{}
		m.rootTables(doc, w)
		m.file(path, encode(doc))
	}
}

// real writes the manifest of a package that stays as it is. A root has what the
// skeleton says about its workspace.
func (m *maker) real(p Package, w Workspace, isRoot bool) {
	leads := p.Settings.Raw("package", "metadata", "nested_workspace") != nil
	if !isRoot && !leads {
		m.out.add(File{Path: m.facts.Place(p.Manifest), From: p.Manifest})
		return
	}
	doc := p.Settings.All()
	if leads { // the root says it
		pkg := maps.Clone(doc["package"].(map[string]any))       //nolint:forcetypeassert // that is where it is
		metadata := maps.Clone(pkg["metadata"].(map[string]any)) //nolint:forcetypeassert // as above
		delete(metadata, "nested_workspace")
		pkg["metadata"], doc["package"] = metadata, pkg
	}
	if isRoot {
		m.rootTables(doc, w)
	}
	m.file(p.Manifest, encode(doc))
}
