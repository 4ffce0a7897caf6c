package nested

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// root visits what one root names.
func (d *discovery) root(decl declaration, root manifest.Root, depth int) error {
	base := filepath.Dir(decl.manifest)
	hits, err := expand(base, root)
	if err != nil {
		return err
	}
	warned := len(d.tree.Warnings)
	found := false
	for _, h := range hits {
		visited, err := d.hit(decl, root, h, depth)
		if err != nil {
			return err
		}
		found = found || visited
	}
	if !found && hits[0].pattern && warned == len(d.tree.Warnings) {
		d.warn(decl, root, "matches directories, but no workspace is rooted in them; skipped", "correct the pattern, or take it out of roots")
	}
	if paths.Rooted(root.Path) {
		d.warn(decl, root, "is an absolute path, which is not the same on another machine", relativeHint(base, root.Path))
	}
	return nil
}

// relativeHint is how to write an absolute root.
func relativeHint(base, path string) string {
	rel, err := filepath.Rel(base, paths.Absolute(base, path))
	if err != nil {
		return "" // on another volume
	}
	return "write " + show(filepath.ToSlash(rel))
}

// hit visits one directory; the result says whether a workspace is rooted
// there. A run in it sees the directory with its symlinks resolved, and so
// does whatever is read there.
func (d *discovery) hit(decl declaration, root manifest.Root, h hit, depth int) (bool, error) {
	dir, here := d.place(h.dir), d.way[len(d.way)-1].real
	if paths.Inside(dir, here) {
		if h.pattern {
			return false, nil // `../*` hits the workspace it is written in
		}
		return false, &rootError{containsMessage(dir == here), "a root is a workspace inside or beside this one; name that one"}
	}
	if i := slices.IndexFunc(d.way, func(s step) bool { return s.real == dir }); i >= 0 {
		if root.Dependent {
			return true, nil
		}
		return false, d.cycle(i)
	}
	path := filepath.Join(dir, manifest.FileName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if !h.pattern {
			d.warn(decl, root, "has no Cargo.toml, so that no workspace is rooted there; skipped",
				"run `cargo init` there, or take it out of roots")
		}
		return false, nil
	}
	if h.pattern && d.built.Holds(filepath.Dir(decl.manifest), h.dir) {
		return false, nil
	}
	owner, err := d.reader.Root(path)
	if err != nil {
		return false, err
	}
	if owner != path {
		d.notARoot(decl, root, h, owner)
		return false, nil
	}
	if d.seen[dir] {
		return true, nil
	}
	ws, err := d.reader.Workspace(path)
	if err != nil {
		return false, err
	}
	d.add(ws, Workspace{Dir: h.dir, Depth: depth, DeclaredBy: decl.manifest, Dependent: root.Dependent}, dir)
	if d.flat {
		d.way = d.way[:len(d.way)-1]
		return true, nil
	}
	return true, d.descend(declarations(ws), depth+1)
}

func containsMessage(itself bool) string {
	if itself {
		return "is the workspace that names it"
	}
	return "contains the workspace that names it"
}

// notARoot warns of a package that belongs to the workspace at owner. A pattern
// also hits the members of the workspaces it is meant for: they are passed over.
func (d *discovery) notARoot(decl declaration, root manifest.Root, h hit, owner string) {
	base, ownerDir := filepath.Dir(decl.manifest), filepath.Dir(owner)
	if place := d.place(ownerDir); h.pattern && d.seen[place] && place != d.way[len(d.way)-1].real {
		return
	}
	message := "is a package of the workspace " + show(ownerDir) + ", so that no workspace is rooted there; skipped"
	path := paths.Relative(base, h.dir)
	if h.pattern {
		message = "matches " + show(path) + ", a package of the workspace " + show(ownerDir) +
			", so that no workspace is rooted there; skipped"
	}
	d.warn(decl, root, message,
		"add an empty [workspace] table to "+show(filepath.Join(path, manifest.FileName))+" to make it one, or take it out of roots")
}

// cycle is the error for a root that leads back to step i of the way.
func (d *discovery) cycle(i int) error {
	var names []string
	for _, s := range d.way[i:] {
		names = append(names, show(s.manifest))
	}
	names = append(names, names[0])
	return &rootError{
		"leads in a circle: " + strings.Join(names, " → "),
		"take one of these roots out, or mark the one that depends on the other: { path = \"…\", dependent = true }",
	}
}

// warn notes something doubtful about a root.
func (d *discovery) warn(decl declaration, root manifest.Root, message, hint string) {
	d.tree.Warnings = append(d.tree.Warnings, Warning{
		Path: decl.manifest, Line: root.Line, Hint: hint,
		Message: fmt.Sprintf("%s.roots: %s %s", decl.table, show(root.Path), message),
	})
}

// located adds to an error about a root where that root is written.
func located(err error, decl declaration, root manifest.Root) error {
	var bad *rootError
	if !errors.As(err, &bad) {
		return err
	}
	return &manifest.Error{
		Path: decl.manifest, Line: root.Line, Key: decl.table + ".roots",
		Message: show(root.Path) + " " + bad.message, Hint: bad.hint,
	}
}
