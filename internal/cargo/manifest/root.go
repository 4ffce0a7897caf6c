package manifest

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Root returns the manifest of the workspace root that the manifest at path
// belongs to, as a fresh cargo process finds it: path itself if it has the
// [workspace] table or if there is no root above it. Workspace says whether it
// is a member of that root.
func (r *Reader) Root(path string) (string, error) {
	path = filepath.Clean(path)
	root, found, err := r.process().root(path)
	if err != nil || !found {
		return path, err
	}
	return root.Path, nil
}

// root is findRoot with a check that it found a root
// (Workspace::load_workspace_config).
func (p *process) root(path string) (root *loaded, found bool, err error) {
	rootPath, found, err := p.findRoot(path)
	if err != nil || !found {
		return nil, false, err
	}
	root, err = p.load(rootPath)
	if err != nil {
		return nil, false, missing(err, rootPath, path, "package.workspace")
	}
	if root.Workspace == nil {
		return nil, false, notARoot(path, rootPath)
	}
	return root, true, nil
}

// findRoot returns the path of the root for the manifest at path, and false
// when there is none (src/cargo/core/workspace.rs, Workspace::find_root).
func (p *process) findRoot(path string) (root string, found bool, err error) {
	m, err := p.load(path)
	if err != nil {
		return "", false, err
	}
	if root, found = m.rootFor(path); found {
		return root, true, nil
	}
	return p.searchRoot(path, p.load)
}

// rootFor is the root that m alone gives for the manifest at path: m, if it has
// a [workspace] that does not exclude path, or what it points to
// (WorkspaceConfig::get_ws_root).
func (m *Manifest) rootFor(path string) (string, bool) {
	if m.Workspace != nil {
		return m.Path, !m.Workspace.excludes(path)
	}
	return m.pointsTo()
}

// pointsTo follows package.workspace (read_root_pointer).
func (m *Manifest) pointsTo() (string, bool) {
	if !m.hasPointer {
		return "", false
	}
	return filepath.Join(paths.Join(m.dir(), m.pointer), FileName), true
}

// searchRoot looks above the manifest at path: first among the roots already
// read, its own directory included, then upward through the file system
// (find_workspace_root_with_loader).
func (p *process) searchRoot(path string, load func(string) (*loaded, error)) (string, bool, error) {
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if root := p.roots[dir]; root != nil && !root.Workspace.excludes(path) {
			return root.Path, true, nil
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	previous := ""
	for dir := filepath.Dir(path); dir != filepath.Dir(dir); {
		dir = filepath.Dir(dir)
		if verified(dir) || previous != "" && previous == p.reader.cargoHome {
			break
		}
		previous = dir
		candidate := filepath.Join(dir, FileName)
		if !p.reader.manifestExists(candidate) {
			continue
		}
		m, err := load(candidate)
		if err != nil {
			return "", false, err
		}
		if root, found := m.rootFor(path); found {
			return root, true, nil
		}
	}
	return "", false, nil
}
