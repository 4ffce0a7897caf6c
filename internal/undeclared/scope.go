package undeclared

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Scope lists the directories that contain the packages of the tree's first
// workspace, none of them inside another.
func Scope(tree nested.Tree) []string {
	first := tree.Workspaces[0]
	dirs := []string{filepath.Dir(first.Manifest)}
	for _, m := range first.Members {
		dirs = append(dirs, filepath.Dir(m.Manifest))
	}
	slices.SortStableFunc(dirs, func(a, b string) int { return len(a) - len(b) })
	var outermost []string
	for _, dir := range dirs {
		if !In(outermost, dir) {
			outermost = append(outermost, dir)
		}
	}
	return outermost
}

// In says whether path is one of the directories of a scope or is below one.
func In(scope []string, path string) bool {
	return slices.ContainsFunc(scope, func(outer string) bool { return paths.Inside(outer, path) })
}
