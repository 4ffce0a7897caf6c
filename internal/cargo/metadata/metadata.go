package metadata

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

// Metadata is a workspace with all that it depends on.
type Metadata struct {
	Root     string   // the directory of the workspace's root manifest
	Members  []string // IDs
	Defaults []string // those that cargo builds by itself; nil before 1.71
	Packages map[string]Package
}

// Package is one of the packages.
type Package struct {
	ID, Name, Version string
	Source            string              // "" for one on disk
	Manifest          string              `json:"manifest_path"`
	Features          map[string][]string // with those that optional dependencies imply
	Dependencies      []Dependency
	Targets           []Target
	Links             string
}

// Target is a crate of a package, its build script included.
type Target struct {
	Name     string
	Kinds    []string `json:"kind"`        // bin, example, test, bench, custom-build, proc-macro, or the types of a library
	Types    []string `json:"crate_types"` // bin, lib, rlib, dylib, cdylib, staticlib, proc-macro
	Source   string   `json:"src_path"`
	Requires []string `json:"required-features"`
	Test     bool     // a plain cargo test builds it as a test
	Doctest  bool
}

// Dependency is an entry of a dependency table.
type Dependency struct {
	Name            string // of the package
	Rename          string // what the manifest calls it, where that differs
	Versions        string `json:"req"`
	Kind            string // "", build or dev
	Target          string // the condition of the table, "" for none
	Optional        bool
	DefaultFeatures bool `json:"uses_default_features"`
	Features        []string
	Source          string // what the lock file calls where it comes from, without a commit; "" for one on disk
	Registry        string // the index of another registry than the default one
	Path            string // the directory of one on disk, absolute
	Artifact        *Artifact
	To              string `json:"-"` // the ID of the package, "" where it is not used
}

// Artifact is what a dependency wants of the other package's build
// (https://doc.rust-lang.org/cargo/reference/unstable.html#artifact-dependencies).
type Artifact struct {
	Kinds  []string // bin, bin:NAME, cdylib, staticlib
	Lib    bool     // the library, too
	Target string   // the platform, "" for that of the build
}

// Key is what the manifest calls it.
func (d Dependency) Key() string {
	if d.Rename != "" {
		return d.Rename
	}
	return d.Name
}

// Spec is what names a package on a command line: its name, or its ID where
// another package has that name, too.
func (m Metadata) Spec(id string) string {
	name := m.Packages[id].Name
	for other, p := range m.Packages {
		if p.Name == name && other != id {
			return id
		}
	}
	return name
}

// Artifacts says whether a package of the workspace depends on what another one
// links.
func (m Metadata) Artifacts() bool {
	for _, p := range m.Packages {
		if slices.ContainsFunc(p.Dependencies, func(d Dependency) bool { return d.Artifact != nil && d.To != "" }) {
			return true
		}
	}
	return false
}

// Label says where the entry is written, as [Dependency.Kind] and target, "" for
// a plain dependency.
func (d Dependency) Label() string {
	label := d.Kind
	if d.Target != "" {
		label = strings.TrimSpace(label + " " + d.Target)
	}
	return label
}

type node struct {
	ID   string
	Deps []struct {
		Name  string // in the code
		Pkg   string
		Kinds []struct{ Kind, Target string } `json:"dep_kinds"`
	}
}

// Parse reads format version 1.
func Parse(data []byte) (Metadata, error) {
	var doc struct {
		Packages []Package
		Members  []string `json:"workspace_members"`
		Defaults []string `json:"workspace_default_members"`
		Root     string   `json:"workspace_root"`
		Resolve  struct{ Nodes []node }
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		return Metadata{}, fmt.Errorf("reading cargo's metadata: %w", err)
	}
	m := Metadata{Root: doc.Root, Members: doc.Members, Defaults: doc.Defaults, Packages: make(map[string]Package, len(doc.Packages))}
	for _, p := range doc.Packages {
		m.Packages[p.ID] = p
	}
	for _, n := range doc.Resolve.Nodes {
		p := m.Packages[n.ID]
		for i := range p.Dependencies {
			p.Dependencies[i].To = m.resolved(p.Dependencies[i], n)
		}
	}
	return m, nil
}

// resolved finds the package that the resolver has chosen for an entry.
func (m Metadata) resolved(d Dependency, n node) string {
	versions, understood := semver.ParseRequirement(d.Versions)
	for _, to := range n.Deps {
		p := m.Packages[to.Pkg]
		if p.Name != d.Name || d.Rename != "" && to.Name != strings.ReplaceAll(d.Rename, "-", "_") {
			continue
		}
		v, ok := semver.Parse(p.Version)
		if understood && ok && p.Source != "" && !versions.Admits(v) {
			continue
		}
		for _, k := range to.Kinds {
			if k.Kind == d.Kind && k.Target == d.Target {
				return to.Pkg
			}
		}
	}
	return ""
}
