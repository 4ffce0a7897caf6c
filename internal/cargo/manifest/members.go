package manifest

import (
	"errors"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Workspace is a workspace as `cargo metadata --no-deps` would find it.
type Workspace struct {
	Root         string      // the path of the root manifest
	RootManifest *Manifest   // with [workspace], or the only package
	Members      []*Manifest // the packages, in cargo's order
}

// Workspace finds the workspace of the manifest at path and its members, as a
// fresh cargo process does (src/cargo/core/workspace.rs, Workspace::new). If
// cargo refuses the workspace, the error is an *Error.
func (r *Reader) Workspace(path string) (*Workspace, error) {
	p := r.process()
	path = filepath.Clean(path)
	root, found, err := p.root(path)
	if err != nil {
		return nil, err
	}
	if !found {
		m, err := p.load(path)
		if err != nil {
			return nil, err
		}
		return newWorkspace(m.Manifest, []*loaded{m}), nil
	}
	s := search{process: p, current: path, root: root.Manifest, isMember: map[string]bool{}}
	if err := s.findMembers(); err != nil {
		return nil, err
	}
	if err := s.validate(); err != nil {
		return nil, err
	}
	return newWorkspace(s.root, s.members), nil
}

func newWorkspace(root *Manifest, members []*loaded) *Workspace {
	w := &Workspace{Root: root.Path, RootManifest: root}
	for _, m := range members {
		if m.Package != nil {
			w.Members = append(w.Members, m.Manifest)
		}
	}
	return w
}

// search collects the members of one workspace.
type search struct {
	*process
	current  string // the manifest that discovery started from
	root     *Manifest
	members  []*loaded
	isMember map[string]bool // by path
}

// findMembers goes through the members list, then the root itself, each with
// its path dependencies (Workspace::find_members).
func (s *search) findMembers() error {
	listed, err := s.expand("members", s.root.Workspace.Members)
	if err != nil {
		return err
	}
	var defaults []string
	if s.root.Path == s.current {
		if defaults, err = s.expand("default-members", s.root.Workspace.DefaultMembers); err != nil {
			return err
		}
	}
	for _, dir := range listed {
		path := filepath.Join(dir, FileName)
		if err := s.add(path, false); err != nil {
			return missing(err, path, s.root.Path, "workspace.members")
		}
	}
	if err := s.add(s.root.Path, false); err != nil {
		return err
	}
	for _, dir := range defaults {
		clean := filepath.Clean(dir)
		if s.isMember[filepath.Join(clean, FileName)] ||
			slices.Contains(listed, clean) && s.root.Workspace.excludes(clean) {
			continue
		}
		bad := errorf(s.root.Path, "`%s` is listed in default-members but is not a member", printable.Path(clean))
		bad.Key = "workspace.default-members"
		return bad.hint("add it to workspace.members, or remove it from default-members")
	}
	return nil
}

// expand returns the directories that the entries of one list match, normalized
// only in what Rust's comparison of paths ignores. An entry that matches
// nothing is returned as it is (WorkspaceRootConfig::members_paths).
func (s *search) expand(key string, entries []string) ([]string, error) {
	var dirs []string
	for _, entry := range entries {
		pattern := paths.Join(s.root.dir(), entry)
		matches, err := glob.Members(pattern)
		if err != nil {
			return nil, &Error{Path: s.root.Path, Key: "workspace." + key, Message: "pattern `" + printable.Text(entry) + "`", Err: err}
		}
		if len(matches) == 0 {
			dirs = append(dirs, components(pattern))
		}
		for _, m := range matches {
			if m.Dir {
				dirs = append(dirs, components(m.Path))
			}
		}
	}
	return dirs, nil
}

// add makes the manifest at path a member, and then its path dependencies: all
// below the root, and those elsewhere that point to it
// (Workspace::find_path_deps).
func (s *search) add(path string, dependency bool) error {
	if s.isMember[path] {
		return nil
	}
	if dependency && !below(filepath.Dir(path), s.root.dir()) {
		root, found, err := s.findRoot(path)
		if err != nil {
			return err
		}
		if !found || root != s.root.Path {
			return nil
		}
	}
	if s.root.Workspace.excludes(path) {
		return nil
	}
	s.isMember[path] = true
	m, err := s.load(path)
	if err != nil {
		return err
	}
	s.members = append(s.members, m)
	for _, dep := range m.deps {
		if err := s.add(dep.manifest, true); err != nil {
			return missing(err, dep.manifest, path, "the path of dependency "+dep.name)
		}
	}
	return nil
}

// missing turns the error that there is no manifest at path into one about the
// key in the manifest `from` that refers to it.
func missing(err error, path, from, key string) error {
	bad, ok := errors.AsType[*Error](err)
	if !ok || bad.Path != path || !paths.Missing(bad.Err) {
		return err
	}
	named := errorf(from, "there is no %s in `%s`", FileName, printable.Path(filepath.Dir(path)))
	named.Key = key
	if key == "workspace.members" {
		return named.hint("add one there, remove the entry, or add the directory to workspace.exclude")
	}
	return named.hint("correct the path")
}
