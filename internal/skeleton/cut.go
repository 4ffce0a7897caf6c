package skeleton

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// cut reduces a workspace to the members that are wanted: with what they depend
// on by path, with the patches that they use, and with the part of the lock file
// that can be reached from there. That part may still have optional
// dependencies that only another member switched on; only cargo's resolver knows
// them.
func (f Facts) cut(w Workspace) Workspace {
	patches, replaces := w.Patches, w.Replaces
	w.Patches, w.Replaces = nil, nil
	whole := w.Lock
	for {
		names := map[string]bool{}
		for path := range f.reach(w.Only, w.Patches, w.Replaces) {
			names[f.Packages[path].Name] = true
		}
		var start []int
		for i, e := range whole.Entries {
			if e.Source == "" && names[e.Name] {
				start = append(start, i)
			}
		}
		w.Lock = whole.Reached(start)
		w.Lock.Unused = nil
		used := map[string]bool{}
		for _, e := range w.Lock.Entries {
			used[e.Name] = used[e.Name] || e.Source == ""
		}
		more := func(have, all []string) []string {
			for _, path := range all {
				if used[f.Packages[path].Name] && !slices.Contains(have, path) {
					have = append(have, path)
				}
			}
			return have
		}
		before := len(w.Patches) + len(w.Replaces)
		w.Patches, w.Replaces = more(w.Patches, patches), more(w.Replaces, replaces)
		if len(w.Patches)+len(w.Replaces) == before {
			return w
		}
	}
}

// cutTables are members and exclude of a workspace that has been cut: a package
// below the root that others depend on would be a member, too.
func (m *maker) cutTables(table map[string]any, w Workspace) {
	var members, exclude []string
	for path := range m.closures[w.Manifest] {
		dir := m.facts.Packages[path].Dir()
		switch {
		case path == w.Manifest:
		case slices.Contains(w.Members, path):
			members = append(members, m.relative(w, dir))
		case paths.Inside(w.Root(), dir):
			exclude = append(exclude, m.relative(w, dir))
		}
	}
	table["members"] = sorted(members)
	if exclude != nil {
		table["exclude"] = sorted(exclude)
	}
}

// cutPatches are the entries of [patch] that a workspace still uses.
func (m *maker) cutPatches(w Workspace, value map[string]any) map[string]any {
	there := map[string]bool{}
	for _, e := range w.Lock.Entries {
		there[e.Name] = true
	}
	left := map[string]any{}
	for source, table := range value {
		patches, _ := table.(map[string]any)
		for key, patch := range patches {
			entry, _ := patch.(map[string]any)
			name := key
			if written := text(entry["package"]); written != "" {
				name = written
			}
			if there[name] {
				below(left, source)[key] = patch
			}
		}
	}
	return left
}
