package undeclared

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Workspace is one that no roots entry lists.
type Workspace struct {
	Dir      string // absolute, symlinks resolved
	Declarer string // the manifest to list it in: of the nearest package above, or of a virtual workspace
	// Virtual: in [workspace.metadata.nested_workspace] of the Declarer, otherwise
	// in that of [package].
	Virtual bool
	Path    string // the root: relative to the Declarer, with forward slashes
	// Dependent: it depends on the Declarer's package, which its root has to say.
	Dependent bool
	Tree      nested.Tree // it, and what it lists itself
}

// Find lists the undeclared workspaces below the packages of the tree's first
// workspace, the nearest first, then by path. A workspace in an undeclared one
// should be listed by that one. What a table leaves out on purpose is passed
// over; what is left out for another reason is in the warnings. manifests lists those on disk below a directory,
// as [repo.Manifests] does.
func Find(ctx context.Context, manifests func(dir string) ([]string, error), r *manifest.Reader, tree nested.Tree) ([]Workspace, []nested.Warning, error) {
	s := search{ctx: ctx, reader: r, known: map[string]bool{}, start: filepath.Dir(tree.Workspaces[0].Manifest)}
	s.know(tree)
	for _, dir := range Scope(tree) {
		found, err := manifests(dir)
		if err != nil {
			return nil, nil, err
		}
		for _, path := range found {
			if ctx.Err() != nil {
				return nil, nil, context.Cause(ctx)
			}
			s.look(path)
		}
	}
	return s.found, s.warnings, nil
}

type search struct {
	ctx      context.Context //nolint:containedctx // one search, one context
	reader   *manifest.Reader
	places   paths.Places
	known    map[string]bool  // manifests of workspaces that are listed, and of their packages
	start    string           // directory of the first workspace
	left     nested.Exclusion // what tables leave out
	found    []Workspace
	warnings []nested.Warning
}

// know records the workspaces of a tree and their packages.
func (s *search) know(tree nested.Tree) {
	for _, ws := range tree.Workspaces {
		s.known[s.places.Of(ws.Manifest)] = true
		s.left = append(s.left, nested.Excluded(s.reader, ws)...)
		for _, m := range ws.Members {
			s.known[s.places.Of(m.Manifest)] = true
		}
	}
}

// look decides on one manifest on disk.
func (s *search) look(path string) {
	dir := filepath.Dir(path)
	if s.known[s.places.Of(path)] || manifest.Placed(dir) || s.left.Has(dir) || s.reader.Settings(path).Generated() {
		return
	}
	root, err := s.reader.Root(path)
	if err == nil && root != path {
		return // a package of another workspace
	}
	var tree nested.Tree
	if err == nil {
		tree, err = nested.Discover(s.ctx, s.reader, dir)
	}
	if err == nil {
		err = s.buildable(tree.Workspaces[0])
	}
	switch {
	case err != nil:
		s.unreadable(path, err)
		return
	case s.leadsBack(tree, dir):
		s.leave(path, "leads back to a workspace around it")
		return
	}
	found := Workspace{Dir: dir, Tree: tree}
	found.Declarer, found.Virtual = s.declarer(dir)
	rel, err := filepath.Rel(filepath.Dir(found.Declarer), dir)
	if found.Path = filepath.ToSlash(rel); err != nil || !utf8.ValidString(rel) {
		s.leave(path, "has a path that TOML cannot represent")
		return
	}
	found.Dependent = !found.Virtual && Dependent(s.reader, path, found.Declarer)
	s.found = append(s.found, found)
	s.know(tree)
}

// buildable is the error of cargo for a package without anything to build.
func (s *search) buildable(ws nested.Workspace) error {
	for _, m := range ws.Members {
		if !s.reader.Settings(m.Manifest).HasTargets(filepath.Dir(m.Manifest)) {
			return &manifest.Error{
				Path: m.Manifest, Message: "no targets specified in the manifest",
				Hint: "add src/lib.rs or src/main.rs",
			}
		}
	}
	return nil
}

// unreadable leaves out a workspace that cargo refuses. The line is that of the
// mistake; if that is in another file, the message says which.
func (s *search) unreadable(path string, err error) {
	why, line := err.Error(), 0
	if bad, ok := errors.AsType[*manifest.Error](err); ok {
		plain := *bad
		if plain.Path, plain.Line, plain.Column = paths.Shown(filepath.Dir(path), bad.Path), 0, 0; bad.Path == path {
			line = bad.Line
		}
		if why = plain.Error(); bad.Path == path {
			why = strings.TrimPrefix(why, filepath.Base(path)+": ")
		}
	}
	s.leave(path, "could not run: "+why)
	s.warnings[len(s.warnings)-1].Line = line
}

func (s *search) leave(path, why string) {
	s.warnings = append(s.warnings, nested.Warning{Path: path, Message: "no roots entry lists it, and it " + why + "; left out"})
}

// leadsBack says that the workspace in dir leads back to one above it: listing
// it would close a cycle.
func (s *search) leadsBack(tree nested.Tree, dir string) bool {
	return slices.ContainsFunc(tree.Nested(), func(ws nested.Workspace) bool {
		other := filepath.Dir(ws.Manifest)
		return other == s.start || paths.Inside(other, dir)
	})
}

// declarer is the manifest of the nearest package or virtual workspace above
// dir that is reached. There is one: the search starts in the directory of one.
func (s *search) declarer(dir string) (path string, virtual bool) {
	for up := range paths.Up(filepath.Dir(dir)) {
		if path = filepath.Join(up, manifest.FileName); !s.known[s.places.Of(path)] {
			continue
		}
		if m, err := s.reader.Load(path); err == nil {
			return path, Virtual(m)
		}
	}
	return path, false
}

// Virtual says in which table of a manifest a root belongs: that of the
// workspace, or that of the package. A package whose workspace table has roots
// already, and which has none itself, keeps using those.
func Virtual(m *manifest.Manifest) bool {
	return m.Package == nil || m.Package.Nested == nil && m.Workspace != nil && m.Workspace.Nested != nil
}

// Dependent says whether a package of the workspace at path depends on that of
// the declarer, directly or through others.
func Dependent(r *manifest.Reader, path, declarer string) bool {
	ws, err := r.Workspace(path)
	return err == nil && slices.Contains(r.Outside(ws), declarer)
}
