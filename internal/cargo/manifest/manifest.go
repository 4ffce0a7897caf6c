package manifest

import (
	"path/filepath"
	"slices"
)

// Manifest is one Cargo.toml, as far as workspace discovery needs it.
type Manifest struct {
	Path      string          // absolute and lexically clean
	Package   *Package        // nil for a virtual manifest
	Workspace *WorkspaceTable // nil without [workspace]

	pointer      string // package.workspace
	hasPointer   bool
	edition2024  bool     // as written here
	project      bool     // it has a [project], which edition 2024 refuses
	underscores  []string // dependency tables in the spelling that edition 2024 refuses
	inherited    []string // keys of [package] that say `workspace = true`
	lints        bool     // lints.workspace = true
	dependencies []dependency
	inherits     bool      // something above comes from the workspace root
	pathDeps     []pathDep // when nothing is inherited
	patches      []pathDep // of [patch] and [replace]
}

// Package is the [package] table.
type Package struct {
	Name   string
	Nested *Nested // [package.metadata.nested_workspace], nil without it
	// StandIn says that its sources are stand-ins: the manifest is of a skeleton.
	StandIn bool
}

// WorkspaceTable is the [workspace] table. The lists are as written; Members is
// nil only if the key is missing.
type WorkspaceTable struct {
	Members, Exclude, DefaultMembers []string

	Nested *Nested // [workspace.metadata.nested_workspace], nil without it
	// Skeleton says that it is the root of a skeleton, which has no sources.
	Skeleton bool

	members, exclude []string // Members and Exclude as literal prefixes
	fields           map[string]any
	edition2024      bool
	lints            bool
	hasDependencies  bool
	dependencies     map[string]dependency
}

func (m *Manifest) dir() string { return filepath.Dir(m.Path) }

// inheritable are the keys of [package] that may say `workspace = true`
// (crates/cargo-util-schemas/src/manifest/mod.rs, InheritablePackage).
var inheritable = []string{
	"authors", "categories", "description", "documentation", "edition",
	"exclude", "homepage", "include", "keywords", "license", "license-file",
	"publish", "readme", "repository", "rust-version", "version",
}

// packageOnly are the top-level keys that cargo refuses in a virtual manifest
// (crates/cargo-util-schemas/src/manifest/mod.rs, requires_package).
var packageOnly = []string{
	"badges", "bench", "bin", "build-dependencies", "build_dependencies",
	"dependencies", "dev-dependencies", "dev_dependencies", "example",
	"features", "hints", "lib", "lints", "target", "test",
}

// decoder turns one parsed document into a Manifest.
type decoder struct {
	path   string
	data   []byte
	doc    map[string]any
	places places // of the table asked for last
}

func (d *decoder) manifest() (*Manifest, *Error) {
	m := &Manifest{Path: d.path}
	m.patches = d.patched(m.dir())
	if err := d.workspaceTable(m); err != nil {
		return nil, err
	}
	if err := d.packageTable(m); err != nil {
		return nil, err
	}
	switch {
	case m.Package == nil && m.Workspace == nil:
		return nil, errorf(d.path, "manifest is missing either a `[package]` or a `[workspace]`").
			hint("add one of the two tables")
	case m.Package == nil:
		for _, key := range packageOnly {
			if _, ok := d.doc[key]; ok {
				return nil, d.fail([]string{key}, "is not allowed in a virtual manifest").
					hint("add a [package] table, or remove `%s`", key)
			}
		}
		return m, nil
	case m.Workspace != nil && m.hasPointer:
		return nil, d.fail([]string{"package", "workspace"},
			"cannot configure both `package.workspace` and `[workspace]`").hint("remove one of the two")
	}
	if err := d.allDependencies(m); err != nil {
		return nil, err
	}
	m.inherits = len(m.inherited) > 0 || m.lints ||
		slices.ContainsFunc(m.dependencies, func(dep dependency) bool { return dep.inherit })
	if m.inherits {
		return m, nil
	}
	if m.edition2024 {
		if err := m.checkEdition2024(); err != nil {
			return nil, err
		}
	}
	var err *Error
	m.pathDeps, err = resolve(m, nil)
	return m, err
}

func (d *decoder) packageTable(m *Manifest) *Error {
	name := "package"
	if _, ok := d.doc[name]; !ok {
		name = "project"
	}
	table, ok, err := d.table(d.doc, name)
	if err != nil || !ok {
		return err
	}
	m.Package = &Package{StandIn: d.standIn(table)}
	if m.Package.Name, ok, err = d.text(table, name, "name"); err != nil {
		return err
	} else if !ok || m.Package.Name == "" {
		return d.fail([]string{name}, "the package has no name").hint("add name = \"…\"")
	}
	if m.pointer, m.hasPointer, err = d.text(table, name, "workspace"); err != nil {
		return err
	}
	for _, key := range inheritable {
		if ok, err = d.inherit(table, name, key); err != nil {
			return err
		} else if ok {
			m.inherited = append(m.inherited, key)
		}
	}
	m.edition2024 = edition2024(table["edition"])
	_, m.project = d.doc["project"]
	if m.lints, err = d.inherit(d.doc, "lints"); err != nil {
		return err
	}
	m.Package.Nested, err = d.nested(table, name)
	return err
}

func (d *decoder) workspaceTable(m *Manifest) *Error {
	table, ok, err := d.table(d.doc, "workspace")
	if err != nil || !ok {
		return err
	}
	w := &WorkspaceTable{Skeleton: skeleton(table)}
	m.Workspace = w
	for _, list := range []struct {
		key string
		out *[]string
	}{{"members", &w.Members}, {"exclude", &w.Exclude}, {"default-members", &w.DefaultMembers}} {
		if *list.out, err = d.texts(table, "workspace", list.key); err != nil {
			return err
		}
	}
	w.members, w.exclude = prefixes(m.dir(), w.Members), prefixes(m.dir(), w.Exclude)
	if w.fields, _, err = d.table(table, "workspace", "package"); err != nil {
		return err
	}
	w.edition2024 = edition2024(w.fields["edition"])
	_, w.lints = table["lints"]
	if w.dependencies, w.hasDependencies, err = d.workspaceDependencies(table); err != nil {
		return err
	}
	w.Nested, err = d.nested(table, "workspace")
	return err
}

// edition2024 reports whether an edition is 2024 or later.
func edition2024(value any) bool { return value == "2024" || value == "future" }
