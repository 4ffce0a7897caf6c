package skeleton

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Facts is what a skeleton is made from. Paths are absolute, as cargo spells
// them, and lead through the Links.
type Facts struct {
	Top        string // the directory that the skeleton stands for
	Workspaces []Workspace
	Packages   map[string]Package // by manifest: all that a workspace may need
	Links      map[string]string  // symlinks to directories on the way to any of the paths, and where they lead
	Files      []File             // what else is in it: configuration, toolchain files, vendored packages, sources of packages that stay as they are
	Warnings   []string           // what was noticed on the way
}

// Workspace is one whose dependencies are wanted or, without members, one that
// only leads to others.
type Workspace struct {
	Manifest string   // of its root
	Members  []string // the manifests that cargo lists
	Only     []string // those of the members that are wanted, nil for all
	Table    bool     // its root has a [workspace] table
	Settings manifest.Settings
	Lock     lockfile.File
	Below    []Below  // the workspaces that it leads to
	Share    bool     // its nested_workspace table says so
	Patches  []string // manifests on disk that [patch] substitutes, in the root or in the configuration
	Replaces []string // those of [replace], and of the key paths in the configuration
}

// Below is a workspace that another one leads to.
type Below struct {
	Dir       string
	Dependent bool
}

// Package is a package on disk.
type Package struct {
	metadata.Package

	Settings   manifest.Settings
	Attributes map[string]Attributes // of its targets, by source
	Kept       bool                  // it stays as it is, by request or because it is stray
	Stray      bool                  // it is below the root of a workspace that does not list it
	Root       string                // if it stays as it is: the manifest that it inherits from
}

// Dir is the package's directory.
func (p Package) Dir() string { return filepath.Dir(p.Manifest) }

// Root is the directory of the workspace.
func (w Workspace) Root() string { return filepath.Dir(w.Manifest) }

// closure are the packages on disk that a workspace is built from, by manifest:
// its members, what they depend on by path for any reason, and its patches.
func (f Facts) closure(w Workspace) map[string]bool {
	if w.Only != nil {
		return f.reach(w.Only, w.Patches, w.Replaces)
	}
	return f.reach(w.Members, w.Patches, w.Replaces)
}

// reach adds what packages depend on by path.
func (f Facts) reach(starts ...[]string) map[string]bool {
	seen := map[string]bool{}
	var open []string
	for _, list := range starts {
		open = append(open, list...)
	}
	for len(open) > 0 {
		path := open[len(open)-1]
		open = open[:len(open)-1]
		p, known := f.Packages[path]
		if seen[path] || !known {
			continue
		}
		seen[path] = true
		for _, d := range p.Dependencies {
			if d.Path != "" {
				open = append(open, Manifest(d))
			}
		}
	}
	return seen
}

// Manifest is that of a dependency on disk.
func Manifest(d metadata.Dependency) string { return filepath.Join(d.Path, manifest.FileName) }

// Place is where a path of the tree is in the skeleton, with slashes: relative
// to its top, with no symlink on the way.
func (f Facts) Place(path string) string {
	for range maxLinks {
		next := path
		for link, to := range f.Links {
			if paths.Inside(link, path) {
				next = to + strings.TrimPrefix(path, link)
			}
		}
		if next == path {
			break
		}
		path = next
	}
	return filepath.ToSlash(paths.Relative(f.Top, path))
}

// maxLinks is how many symlinks the kernel follows.
const maxLinks = 40
