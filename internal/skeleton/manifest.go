package skeleton

import (
	"maps"
	"slices"
)

// packageTables are the manifest of a package in its normal form, and its
// stand-ins by name.
func packageTables(p Package, version string, wanted bool) (doc map[string]any, c *crates) {
	c = targets(p, wanted)
	pkg := map[string]any{
		"name": p.Name, "version": version, "edition": "2021", "publish": false, "build": false,
		"autobins": false, "autoexamples": false, "autotests": false, "autobenches": false,
	}
	switch len(c.scripts) {
	case 0:
	case 1:
		pkg["build"] = c.scripts[0]
	default:
		pkg["build"] = c.scripts
	}
	if p.Links != "" && len(c.scripts) > 0 {
		pkg["links"] = p.Links
	}
	doc = map[string]any{"package": pkg}
	if unstable, ok := p.Settings.Raw("cargo-features").([]any); ok {
		doc["cargo-features"] = unstable
	}
	if c.lib != nil {
		doc["lib"] = c.lib
	}
	for kind, list := range c.lists {
		doc[kind] = list
	}
	dependencies(doc, p)
	features := map[string]any{}
	for name, values := range p.Features {
		features[name] = sorted(values)
	}
	if len(features) > 0 {
		doc["features"] = features
	}
	return doc, c
}

// rootTables adds what only the root of a workspace may say.
func (m *maker) rootTables(doc map[string]any, w Workspace) {
	raw := w.Settings.Raw
	table := map[string]any{
		"resolver": w.Settings.Resolver(),
		"metadata": map[string]any{"nw-skeleton": map[string]any{"format": int64(Format)}},
	}
	switch {
	case w.Only != nil:
		m.cutTables(table, w)
	case w.Table && len(w.Members) > 0:
		for _, key := range []string{"members", "exclude", "default-members"} {
			if list, ok := raw("workspace", key).([]any); ok {
				table[key] = sortedValues(list)
			}
		}
	default:
		if out := m.notMembers(w); len(out) > 0 {
			table["exclude"] = out
		}
	}
	if nested := m.nested(w); nested != nil {
		table["metadata"].(map[string]any)["nested_workspace"] = nested //nolint:forcetypeassert // as above
	}
	m.inherited(table, w)
	doc["workspace"] = table
	if len(w.Members) == 0 {
		return
	}
	if doc["cargo-features"] == nil {
		if unstable, ok := raw("cargo-features").([]any); ok {
			doc["cargo-features"] = unstable
		}
	}
	if profiles := m.profiles(w); len(profiles) > 0 {
		doc["profile"] = profiles
	}
	for _, key := range []string{"patch", "replace"} {
		value, _ := raw(key).(map[string]any)
		if key == "patch" && w.Only != nil {
			value = m.cutPatches(w, value)
		}
		if len(value) > 0 {
			doc[key] = value
		}
	}
}

// inherited adds what packages that stay as they are inherit from the root.
func (m *maker) inherited(table map[string]any, w Workspace) {
	take := func(key, name string) {
		from, _ := w.Settings.Raw("workspace", key).(map[string]any)
		if value, ok := from[name]; ok {
			below(table, key)[name] = value
		}
	}
	for path := range m.kept {
		p := m.facts.Packages[path]
		if p.Root != w.Manifest {
			continue
		}
		keys, dependencies := p.Settings.Inherited()
		for _, name := range keys {
			take("package", name)
		}
		for _, name := range dependencies {
			take("dependencies", name)
		}
		if lints, ok := w.Settings.Raw("workspace", "lints").(map[string]any); ok && p.Settings.Raw("lints", "workspace") == true {
			table["lints"] = lints
		}
	}
}

// notMembers are the directories below a root without a [workspace] table that
// its package depends on. With the table they would be members.
func (m *maker) notMembers(w Workspace) []string {
	var dirs []string
	for path := range m.closures[w.Manifest] {
		p := m.facts.Packages[path]
		if rel, inside := relativeInside(w.Root(), p.Dir()); inside && rel != "." {
			dirs = append(dirs, rel)
		}
	}
	return sorted(dirs)
}

// nested is the table that leads to the nested workspaces. It is the same
// whichever package or pattern leads to them.
func (m *maker) nested(w Workspace) map[string]any {
	var roots []any
	for _, b := range w.Below {
		path := m.relative(w, b.Dir)
		if b.Dependent {
			roots = append(roots, map[string]any{"path": path, "dependent": true})
		} else {
			roots = append(roots, path)
		}
	}
	if roots == nil {
		return nil
	}
	table := map[string]any{"roots": roots}
	if w.Share {
		table["share"] = true
	}
	return table
}

// profiles are those of the root, without what is only about packages that are
// stand-ins.
func (m *maker) profiles(w Workspace) map[string]any {
	profiles := maps.Clone(w.Settings.Profiles())
	local := map[string]bool{}
	for path := range m.closures[w.Manifest] {
		if !m.kept[path] {
			local[m.facts.Packages[path].Name] = true
		}
	}
	for _, e := range w.Lock.Entries {
		if e.Source != "" {
			delete(local, e.Name)
		}
	}
	for name, profile := range profiles {
		table, _ := profile.(map[string]any)
		specs, ok := table["package"].(map[string]any)
		if !ok {
			continue
		}
		specs = maps.Clone(specs)
		maps.DeleteFunc(specs, func(spec string, _ any) bool { return local[specName(spec)] })
		table = maps.Clone(table)
		table["package"] = specs
		if len(specs) == 0 {
			delete(table, "package")
		}
		profiles[name] = table
	}
	return profiles
}

func sortedValues(list []any) []any {
	return slices.SortedFunc(slices.Values(list), func(a, b any) int {
		if x, y := text(a), text(b); x != y {
			return slices.Compare([]byte(x), []byte(y))
		}
		return 0
	})
}
