package selection

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// changed says, for each workspace, whether one of the changed paths is among
// its ingredients. A file belongs to the nearest package directory above it, of
// any workspace. A path that is a directory means everything in it: git does
// not look into a submodule or a repository inside.
func changed(all []graph.Ingredients, differing []string) []bool {
	packages, files := map[string][]int{}, map[string][]int{} // workspaces built from it
	within := map[string][]int{}                              // workspaces built from a package below it
	for i, in := range all {
		for _, path := range in.Files {
			files[path] = append(files[path], i)
		}
		for _, path := range in.Packages {
			packages[path] = append(packages[path], i)
			for dir := filepath.Dir(path); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
				within[dir] = append(within[dir], i)
			}
		}
	}
	hit := make([]bool, len(all))
	for _, path := range differing {
		for _, who := range [][]int{files[path], within[path], packages[nearest(packages, path)]} {
			for _, i := range who {
				hit[i] = true
			}
		}
	}
	return hit
}

// nearest is the package directory that path is or is in, "" if there is none.
func nearest(packages map[string][]int, path string) string {
	for up := range paths.Up(path) {
		if _, ok := packages[up]; ok {
			return up
		}
	}
	return ""
}
