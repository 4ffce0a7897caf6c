package nested

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// Occupied returns the directories of the tree's workspaces in which one of
// cargos is working: the user runs cargo by hand in a workspace that depends on
// its containing package. A cargo whose working directory cannot be read counts
// as elsewhere.
func (t Tree) Occupied(r *manifest.Reader, cargos []lockguard.Cargo) map[string]bool {
	busy := map[string]bool{}
	for _, c := range cargos {
		if root := WorkspaceOf(r, c); root != "" {
			busy[paths.Resolve(root)] = true
		}
	}
	occupied := map[string]bool{}
	for _, ws := range t.Workspaces {
		if busy[paths.Resolve(ws.Dir)] {
			occupied[ws.Dir] = true
		}
	}
	return occupied
}

// WorkspaceOf is the root directory of the workspace that c works in, "" if
// that is not known.
func WorkspaceOf(r *manifest.Reader, c lockguard.Cargo) string {
	if c.Dir == "" {
		return ""
	}
	path, ok := c.Command.Value("--manifest-path")
	if ok {
		if !filepath.IsAbs(path) {
			path = filepath.Join(c.Dir, path)
		}
		path = filepath.Clean(path)
	} else {
		found, err := manifest.Find(c.Dir)
		if err != nil {
			return ""
		}
		path = found
	}
	root, err := r.Root(path)
	if err != nil {
		return ""
	}
	return filepath.Dir(root)
}
