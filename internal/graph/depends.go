package graph

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Dependency says that a workspace is built from a package of another one.
type Dependency struct {
	On int // the other workspace, as an index of Tree.Workspaces
	// From is the manifest that depends on the package with the manifest To. It is
	// one of the workspace itself, or that of a package in between that belongs to
	// no workspace of the tree.
	From, To string
}

// Dependencies gives, for each workspace of the tree, the others of the tree
// that it depends on directly, each once: by path dependencies of any member,
// of any kind, and by [patch]. Packages in no workspace of the tree are
// followed. No cargo runs.
func Dependencies(r *manifest.Reader, tree nested.Tree) ([][]Dependency, error) {
	owner := map[string]int{} // by the member's manifest, symlinks of its directory resolved
	for i, ws := range tree.Workspaces {
		for _, m := range ws.Members {
			owner[resolveManifest(m.Manifest)] = i
		}
	}
	member := func(path string) bool {
		_, ok := owner[resolveManifest(path)]
		return ok
	}
	depends := make([][]Dependency, len(tree.Workspaces))
	for i, ws := range tree.Workspaces {
		if ws.Problem != nil {
			continue
		}
		read, err := r.Workspace(ws.Manifest)
		if err != nil {
			return nil, err
		}
		on := map[int]bool{i: true}
		for _, dep := range r.PathDependencies(read, member) {
			j, ok := owner[resolveManifest(dep.To)]
			if !ok || on[j] {
				continue
			}
			on[j] = true
			depends[i] = append(depends[i], Dependency{On: j, From: dep.From, To: dep.To})
		}
	}
	return depends, nil
}

func resolveManifest(path string) string {
	return filepath.Join(paths.Resolve(filepath.Dir(path)), filepath.Base(path))
}
