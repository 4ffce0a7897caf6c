package manifest

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// validate makes the checks that cargo makes once all members are known
// (src/cargo/core/workspace.rs, Workspace::validate).
func (s *search) validate() error {
	if err := s.uniqueNames(); err != nil {
		return err
	}
	if err := s.oneRoot(); err != nil {
		return err
	}
	for _, m := range s.members {
		if err := s.belongs(m.Path); err != nil {
			return err
		}
	}
	if !s.isMember[s.current] {
		return s.notAMember()
	}
	return nil
}

func (s *search) uniqueNames() error {
	names := make(map[string]string, len(s.members))
	for _, m := range s.members {
		if m.Package == nil {
			continue
		}
		if other, ok := names[m.Package.Name]; ok {
			return errorf(s.root.Path, "two packages named `%s` in this workspace: %s and %s",
				printable.Text(m.Package.Name), printable.Text(other), printable.Path(m.Path)).
				hint("rename one of them, or leave it out with workspace.exclude")
		}
		names[m.Package.Name] = m.Path
	}
	return nil
}

// oneRoot refuses a member that has its own [workspace], and a root that is not
// a member of itself.
func (s *search) oneRoot() error {
	var roots []string
	for _, m := range s.members {
		if m.Workspace != nil {
			roots = append(roots, printable.Path(m.dir()))
		}
	}
	switch len(roots) {
	case 1:
		return nil
	case 0:
		return errorf(s.current, "`package.workspace` configuration points to a crate which is not configured with [workspace]: %s",
			printable.Path(s.root.Path)).hint("a root must not exclude itself: correct workspace.exclude there")
	default:
		return errorf(s.root.Path, "multiple workspace roots found in the same workspace: %s", strings.Join(roots, ", ")).
			hint("remove the inner [workspace] table, or add its directory to workspace.exclude")
	}
}

// belongs checks that the member at path finds the same root on its own.
func (s *search) belongs(path string) error {
	root, found, err := s.findRoot(path)
	switch {
	case err != nil:
		return err
	case !found:
		return errorf(path, "workspace member is not hierarchically below the workspace root %s", printable.Path(s.root.Path)).
			hint("add package.workspace = \"…\" with the path of the root")
	case root != s.root.Path:
		return errorf(path, "package is a member of the wrong workspace: expected %s, found %s", printable.Path(s.root.Path), printable.Path(root)).
			hint("remove it from workspace.members of the one, or add it to workspace.exclude of the other")
	}
	return nil
}

// notAMember is the error for a manifest whose root does not list it
// (Workspace::error_if_manifest_not_in_members).
func (s *search) notAMember() error {
	bad := errorf(s.current, "current package believes it's in a workspace when it's not: %s", printable.Path(s.root.Path))
	const otherwise = ", or add it to workspace.exclude there, or add an empty [workspace] table to this manifest"
	if s.root.Package != nil && s.root.Workspace.Members == nil {
		return bad.hint("make it a dependency of the root%s", otherwise)
	}
	rel, err := filepath.Rel(s.root.dir(), filepath.Dir(s.current))
	if err != nil {
		rel = filepath.Dir(s.current)
	}
	return bad.hint("add `%s` to workspace.members there%s", printable.Path(rel), otherwise)
}
