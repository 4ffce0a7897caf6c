package manifest

import (
	"maps"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// dependency is one entry of a dependency table. Its path is relative to the
// manifest in which it is written.
type dependency struct {
	name    string
	table   string // for messages: "target.cfg(unix).dev-dependencies"
	inherit bool   // `workspace = true`
	path    string
	hasPath bool
	base    string // an unstable path base
	source  string // what tells sources other than paths apart
	invalid string // why cargo refuses it when it is used
}

// pathDep is a path dependency of a package with everything inherited.
type pathDep struct {
	name     string
	manifest string // absolute and lexically clean
}

// allDependencies collects the dependencies in cargo's order: by table as
// below, then by target, then by name (src/cargo/util/toml/mod.rs,
// to_real_manifest).
func (d *decoder) allDependencies(m *Manifest) *Error {
	for _, name := range []string{"dependencies", "dev-dependencies", "build-dependencies"} {
		if err := d.dependencyTable(m, d.doc, name); err != nil {
			return err
		}
	}
	targets, _, err := d.table(d.doc, "target")
	if err != nil {
		return err
	}
	for _, target := range slices.Sorted(maps.Keys(targets)) {
		table, _, err := d.table(targets, "target", target)
		if err != nil {
			return err
		}
		for _, name := range []string{"dependencies", "build-dependencies", "dev-dependencies"} {
			if err := d.dependencyTable(m, table, "target", target, name); err != nil {
				return err
			}
		}
	}
	return nil
}

// dependencyTable reads one table. The spelling with an underscore counts only
// if the one with a hyphen is missing.
func (d *decoder) dependencyTable(m *Manifest, parent map[string]any, keys ...string) *Error {
	last := len(keys) - 1
	table, ok, err := d.table(parent, keys...)
	if err != nil {
		return err
	}
	if old := underscored[keys[last]]; old != "" {
		oldKeys := append(slices.Clone(keys[:last]), old)
		oldTable, oldOK, err := d.table(parent, oldKeys...)
		if err != nil {
			return err
		}
		if oldOK {
			m.underscores = append(m.underscores, keyName(oldKeys))
		}
		if oldOK && !ok {
			table, keys = oldTable, oldKeys
		}
	}
	for _, name := range slices.Sorted(maps.Keys(table)) {
		dep, err := d.dependency(table[name], append(slices.Clone(keys), name), true)
		if err != nil {
			return err
		}
		m.dependencies = append(m.dependencies, dep)
	}
	return nil
}

var underscored = map[string]string{
	"dev-dependencies":   "dev_dependencies",
	"build-dependencies": "build_dependencies",
}

func (d *decoder) dependency(value any, keys []string, mayInherit bool) (dependency, *Error) {
	dep := dependency{name: keys[len(keys)-1], table: keyName(keys[:len(keys)-1])}
	var table map[string]any
	switch value := value.(type) {
	case string:
		dep.source = "registry"
		return dep, nil
	case map[string]any:
		table = value
	default:
		return dep, d.wrongType(keys, value, "a version or a table")
	}
	if mayInherit {
		parent := map[string]any{dep.name: table}
		inherit, err := d.inherit(parent, keys...)
		if err != nil || inherit {
			dep.inherit = inherit
			return dep, err
		}
	}
	keys = slices.Clip(keys)
	text := map[string]string{}
	for _, key := range []string{"path", "git", "version", "base", "registry", "registry-index", "branch", "tag", "rev"} {
		value, ok, err := d.text(table, append(keys, key)...)
		if err != nil {
			return dep, err
		}
		if ok {
			text[key] = value
		}
	}
	dep.path, dep.hasPath = text["path"]
	dep.base = text["base"]
	_, git := text["git"]
	_, version := text["version"]
	switch {
	case git && dep.hasPath:
		dep.invalid = "only one of `git` or `path` is allowed"
	case !git && !version && !dep.hasPath:
		dep.invalid = "specified without a local path, a Git repository, a version, or a workspace dependency to use"
	case git:
		dep.source = "git " + text["git"] + " " + text["branch"] + text["tag"] + text["rev"]
	default:
		dep.source = "registry" + text["registry"] + text["registry-index"]
	}
	return dep, nil
}

// workspaceDependencies reads workspace.dependencies, which cannot inherit
// and cannot be optional.
func (d *decoder) workspaceDependencies(workspace map[string]any) (map[string]dependency, bool, *Error) {
	keys := []string{"workspace", "dependencies"}
	table, ok, err := d.table(workspace, keys...)
	if err != nil || !ok {
		return nil, false, err
	}
	deps := make(map[string]dependency, len(table))
	for _, name := range slices.Sorted(maps.Keys(table)) {
		entry := append(slices.Clip(keys), name)
		if deps[name], err = d.dependency(table[name], entry, false); err != nil {
			return nil, false, err
		}
		details, _ := table[name].(map[string]any)
		for _, key := range []string{"optional", "public"} {
			if details[key] == true {
				return nil, false, d.fail(append(entry, key), "workspace dependencies cannot be %s", key).
					hint("set it in the members that use the dependency")
			}
		}
	}
	return deps, true, nil
}

// resolve returns the path dependencies of m, those with `workspace = true`
// from root, which may be nil if there are none. A name must have the same
// source in all tables (src/cargo/util/toml/mod.rs, to_real_manifest).
func resolve(m, root *Manifest) ([]pathDep, *Error) {
	var deps []pathDep
	var sources map[string]string
	if len(m.dependencies) > 0 {
		sources = make(map[string]string, len(m.dependencies))
	}
	for _, dep := range m.dependencies {
		bad := &Error{Path: m.Path, Key: dep.table + "." + dep.name}
		dir := m.dir()
		if dep.inherit {
			found, err := root.inheritedDependency(dep.name)
			if err != nil {
				bad.Message, bad.Hint = "error inheriting from the workspace root", err.Hint
				bad.Err = err
				return nil, bad
			}
			dep, dir = found, root.dir()
		}
		if dep.invalid != "" {
			bad.Message = dep.invalid
			return nil, bad.hint("add one of path = \"…\", git = \"…\" and version = \"…\"")
		}
		if dep.base != "" && dep.base != "workspace" {
			continue
		}
		source := dep.source
		if dep.hasPath {
			source = filepath.Join(paths.Join(dir, dep.path), FileName)
			deps = append(deps, pathDep{dep.name, source})
		}
		if other, ok := sources[dep.name]; ok && other != source {
			bad.Message = "the same name has a different source in another dependency table"
			return nil, bad.hint("use one source for `%s`, or two names with package = \"…\"", printable.Text(dep.name))
		}
		sources[dep.name] = source
	}
	return deps, nil
}

func (m *Manifest) inheritedDependency(name string) (dependency, *Error) {
	if !m.Workspace.hasDependencies {
		return dependency{}, errorf(m.Path, "`workspace.dependencies` was not defined").
			hint("add `%s` to [workspace.dependencies]", printable.Text(name))
	}
	dep, ok := m.Workspace.dependencies[name]
	if !ok {
		return dependency{}, errorf(m.Path, "`%s` was not found in `workspace.dependencies`", printable.Text(name)).
			hint("add `%s` to [workspace.dependencies]", printable.Text(name))
	}
	return dep, nil
}
