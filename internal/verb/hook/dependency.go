package hook

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// dependency says whether the package with the manifest at path is a
// dependency, or is being verified by `cargo package`: its nested workspaces
// then do not exist, or do not concern the user. The files that cargo leaves
// next to a manifest can be committed by anybody. So the package must also be
// where the cargo that builds it keeps what it has fetched or vendored.
func dependency(r *manifest.Reader, path string, sit lockguard.Situation) bool {
	dir := filepath.Dir(path)
	parent, seen := sit.Parent()
	home := sit.Home
	if seen && parent.Home != "" {
		home = parent.Home
	}
	switch {
	case manifest.Fetched(dir, home):
		return true
	case manifest.Vendored(dir, parent.Vendored):
		return !member(r, path, nested.WorkspaceOf(r, parent))
	case manifest.Packaged(dir):
		return slices.Contains([]string{"", "package", "publish"}, parent.Command.Subcommand)
	}
	return false
}

// member says whether the package at path is a member of the workspace in root,
// which is "" if unknown.
func member(r *manifest.Reader, path, root string) bool {
	if root == "" {
		return false
	}
	ws, err := r.Workspace(filepath.Join(root, manifest.FileName))
	return err == nil && slices.ContainsFunc(ws.Members, func(m *manifest.Manifest) bool { return paths.Same(m.Path, path) })
}

// looksFetched is dependency if the cargo above cannot be asked: what our own
// environment says, which anybody can set.
func (c Call) looksFetched(path string) bool {
	return manifest.Fetched(filepath.Dir(path), config.Home(c.Env))
}
