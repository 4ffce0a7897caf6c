package manifest

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Outside lists the manifests of the path dependencies of w, direct or not,
// that are not members of it: packages of other workspaces, whose files it is
// built from. Those in also are listed and followed as if w listed them. One
// that cannot be read is listed, but not followed.
func (r *Reader) Outside(w *Workspace, also ...string) []string {
	var outside []string
	for _, dep := range r.pathDependencies(w, also, nil) {
		outside = append(outside, dep.To)
	}
	slices.Sort(outside)
	return outside
}

// PathDependency is a dependency on a package of another workspace. Both
// manifests are absolute and lexically clean.
type PathDependency struct {
	Name     string // its name in From
	From, To string
}

// PathDependencies lists those of w, direct or not, on packages that are not
// members of it, each package once, the nearest first: of any kind, through
// workspace.dependencies, and those in [patch] of its root. What other accepts,
// and what cannot be read, is listed but not followed; nil follows all.
func (r *Reader) PathDependencies(w *Workspace, other func(manifest string) bool) []PathDependency {
	return r.pathDependencies(w, nil, other)
}

func (r *Reader) pathDependencies(w *Workspace, also []string, other func(manifest string) bool) []PathDependency {
	p := r.process()
	seen := map[string]bool{}
	var open []string
	for _, m := range w.Members {
		seen[m.Path] = true
		open = append(open, m.Path)
	}
	var list []PathDependency
	add := func(from string, deps []pathDep) {
		for _, dep := range deps {
			if seen[dep.manifest] {
				continue
			}
			seen[dep.manifest] = true
			list = append(list, PathDependency{Name: dep.name, From: from, To: dep.manifest})
			if other == nil || !other(dep.manifest) {
				open = append(open, dep.manifest)
			}
		}
	}
	add(w.Root, w.RootManifest.patches)
	for _, path := range also {
		add("", []pathDep{{"", path}})
	}
	for len(open) > 0 {
		path := open[0]
		open = open[1:]
		if m, err := p.load(path); err == nil {
			add(path, m.deps)
		}
	}
	return list
}

// patched are the packages that [patch] and [replace] substitute for others.
// Cargo reads them only in the root of a workspace; reporting errors in them is
// left to cargo.
func (d *decoder) patched(dir string) []pathDep {
	var deps []pathDep
	read := func(table map[string]any) {
		for _, name := range slices.Sorted(maps.Keys(table)) {
			entry, _ := table[name].(map[string]any)
			path, ok := entry["path"].(string)
			if _, based := entry["base"]; ok && !based {
				deps = append(deps, pathDep{name, filepath.Join(paths.Join(dir, path), FileName)})
			}
		}
	}
	sources, _ := d.doc["patch"].(map[string]any)
	for _, source := range slices.Sorted(maps.Keys(sources)) {
		if table, ok := sources[source].(map[string]any); ok {
			read(table)
		}
	}
	if table, ok := d.doc["replace"].(map[string]any); ok {
		read(table)
	}
	return deps
}
