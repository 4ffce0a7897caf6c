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
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// root visits the directories of one root. What is excluded is left out where a
// pattern matches it; a root that is written out counts.
func (d *discovery) root(decl declaration, root manifest.Root, left Exclusion, depth int) error {
	if err := checkRuns(decl, root); err != nil {
		return err
	}
	base := filepath.Dir(decl.manifest)
	hits, err := expand(base, root)
	if err != nil {
		return err
	}
	warned := len(d.tree.Warnings)
	found := false
	for _, h := range hits {
		if h.pattern && left.Has(h.dir) {
			found = true
			continue
		}
		visited, err := d.hit(decl, root, h, depth)
		if err != nil {
			return err
		}
		found = found || visited
	}
	if !found && hits[0].pattern && warned == len(d.tree.Warnings) {
		d.warn(decl, root, "matches directories, but none of them is a workspace; skipped", "correct the pattern, or remove it from roots")
	}
	if paths.Rooted(root.Path) {
		d.warn(decl, root, "is an absolute path, which differs on other machines", relativeHint(base, root.Path))
	}
	return nil
}

// relativeHint says how to write an absolute root.
func relativeHint(base, path string) string {
	rel, err := filepath.Rel(base, paths.Absolute(base, path))
	if err != nil {
		return "" // on another volume
	}
	return "write " + printable.Quoted(filepath.ToSlash(rel))
}

// hit visits one directory; the result says whether it is the root of a
// workspace. A run sees the directory with its symlinks resolved, and so does
// whatever reads it here.
func (d *discovery) hit(decl declaration, root manifest.Root, h hit, depth int) (bool, error) {
	dir, here := d.place(h.dir), d.way[len(d.way)-1].real
	if paths.Inside(dir, here) {
		if h.pattern {
			return false, nil // `../*` matches the workspace it is written in
		}
		return false, &rootError{containsMessage(dir == here), "a root is a workspace inside or next to this one; write its directory"}
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
			d.warn(decl, root, "has no Cargo.toml, so it is not a workspace; skipped",
				"run `cargo init` there, or remove it from roots")
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
	if at, seen := d.seen[dir]; seen {
		d.set(decl, root, at)
		return true, nil
	}
	ws, err := d.reader.Workspace(path)
	if err != nil {
		return false, err
	}
	d.add(ws, Workspace{Dir: h.dir, Depth: depth, DeclaredBy: decl.manifest, Dependent: root.Dependent, Runs: root.Runs}, dir)
	if d.flat {
		d.way = d.way[:len(d.way)-1]
		return true, nil
	}
	return true, d.descend(declarations(ws), depth+1)
}

func containsMessage(itself bool) string {
	if itself {
		return "is the workspace that lists it"
	}
	return "contains the workspace that lists it"
}

// notARoot warns of a package that belongs to the workspace at owner. A pattern
// also matches the members of the workspaces it is meant for: they are skipped.
func (d *discovery) notARoot(decl declaration, root manifest.Root, h hit, owner string) {
	base, ownerDir := filepath.Dir(decl.manifest), filepath.Dir(owner)
	place := d.place(ownerDir)
	if _, seen := d.seen[place]; h.pattern && seen && place != d.way[len(d.way)-1].real {
		return
	}
	message := "is a package of the workspace " + printable.Quoted(ownerDir) + ", so it is not a workspace; skipped"
	path := paths.Relative(base, h.dir)
	if h.pattern {
		message = "matches " + printable.Quoted(path) + ", a package of the workspace " + printable.Quoted(ownerDir) +
			", which is not a workspace; skipped"
	}
	d.warn(decl, root, message,
		"add an empty [workspace] table to "+printable.Quoted(filepath.Join(path, manifest.FileName))+" to make it one, or remove it from roots")
}

// cycle is the error for a root that leads back to step i of the path.
func (d *discovery) cycle(i int) error {
	var names []string
	for _, s := range d.way[i:] {
		names = append(names, printable.Quoted(s.manifest))
	}
	names = append(names, names[0])
	return &rootError{
		"forms a cycle: " + strings.Join(names, " → "),
		"remove one of these roots, or mark the one that depends on the other: { path = \"…\", dependent = true }",
	}
}

// warn records something doubtful about a root.
func (d *discovery) warn(decl declaration, root manifest.Root, message, hint string) {
	d.tree.Warnings = append(d.tree.Warnings, Warning{
		Path: decl.manifest, Line: root.Line, Hint: hint,
		Message: fmt.Sprintf("%s.roots: %s %s", decl.table, printable.Quoted(root.Path), message),
	})
}

// located adds the place of a root to an error about it.
func located(err error, decl declaration, root manifest.Root) error {
	var bad *rootError
	if !errors.As(err, &bad) {
		return err
	}
	return &manifest.Error{
		Path: decl.manifest, Line: root.Line, Key: decl.table + ".roots",
		Message: printable.Quoted(root.Path) + " " + bad.message, Hint: bad.hint,
	}
}
