package doctor

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// attached finds packages that cargo attaches to a workspace they are not a
// member of: every command in them fails (src/cargo/core/workspace.rs,
// validate_members).
func (e *examination) attached() error {
	disk, err := e.answers.manifests(e.top)
	if err != nil {
		return err
	}
	members := map[string]map[string]bool{}
	for _, path := range disk {
		root, err := e.reader.Root(path)
		if err != nil || root == path || e.unwanted(path) {
			continue
		}
		known, ok := members[root]
		if !ok {
			known = e.members(root)
			members[root] = known
		}
		if known != nil && !known[path] {
			e.add(Finding{
				Check: "attached", Severity: Error, Path: path,
				Message: "cargo takes it for a package of the workspace " + e.Style.Path(filepath.Dir(root)) + ", but it is not a member" + e.unprotected(root, path),
				Many:    "%d packages are attached by cargo to a workspace of which they are no members, so every command in them fails",
				Hint:    "add an empty [workspace] table to it, or list it in workspace.exclude or workspace.members there",
			})
		}
	}
	return nil
}

// unwanted says that nobody means to run cargo in the package at path: cargo has
// put it there, a table leaves it out, or its name is one that cargo refuses,
// because it is a template to be filled in.
func (e *examination) unwanted(path string) bool {
	dir := filepath.Dir(path)
	if manifest.Placed(dir) || e.left.Has(dir) {
		return true
	}
	m, err := e.reader.Load(path)
	return err == nil && m.Package != nil && !manifest.ValidName(m.Package.Name)
}

// members are the manifests of a workspace's packages, nil if it cannot be
// read, which another rule reports.
func (e *examination) members(root string) map[string]bool {
	ws, err := e.reader.Workspace(root)
	if err != nil {
		return nil
	}
	known := map[string]bool{root: true}
	for _, m := range ws.Members {
		known[m.Path] = true
	}
	return known
}

// unprotected says that `exclude` lists the package in vain: what is below a
// literal entry of members is not excluded (WorkspaceRootConfig::is_excluded).
func (e *examination) unprotected(root, path string) string {
	m, err := e.reader.Load(root)
	if err != nil || m.Workspace == nil {
		return ""
	}
	base := filepath.Dir(root)
	for _, excluded := range m.Workspace.Exclude {
		if !paths.Inside(filepath.Join(base, excluded), path) {
			continue
		}
		for _, member := range m.Workspace.Members {
			if paths.Inside(filepath.Join(base, member), path) {
				return "; exclude = [\"" + excluded + "\"] does not protect it, because members lists \"" + member + "\" above it"
			}
		}
	}
	return ""
}

// worktrees finds git worktrees inside the repository whose packages cargo
// would attach to the workspace around them.
func (e *examination) worktrees() error {
	trees, err := e.answers.worktrees()
	if err != nil {
		return nil //nolint:nilerr // no repository
	}
	for _, dir := range trees {
		manifests, err := e.answers.manifests(dir)
		if err != nil {
			return err
		}
		for _, path := range manifests {
			root, err := e.reader.Root(path)
			if err != nil || paths.Inside(dir, root) {
				continue
			}
			e.add(Finding{
				Check: "worktree", Severity: Error, Path: dir,
				Message: "this worktree is inside the workspace " + e.Style.Path(filepath.Dir(root)) + ", to which cargo attaches " + e.Style.Path(filepath.Dir(path)),
				Hint:    "git worktree move " + e.Style.Argument(dir) + " to a place outside, or list it in workspace.exclude",
			})
			break
		}
	}
	return nil
}

func trimColon(text string) string { return strings.TrimLeft(text, ": ") }
