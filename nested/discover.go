package nested

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/manifest"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// ErrNoTable says that a package has no nested_workspace table.
var ErrNoTable = errors.New("no table [package.metadata.nested_workspace]")

// Discover reads the workspace that dir is in and every nested workspace below
// it. Nothing is run. Bad input is an error that names the file and the key
// (*manifest.Error), doubtful input a warning in the tree.
func Discover(ctx context.Context, r *manifest.Reader, dir string) (Tree, error) {
	path, err := manifest.Find(dir)
	if err != nil {
		return Tree{}, err
	}
	ws, err := r.Workspace(path)
	if err != nil {
		return Tree{}, err
	}
	d := discovery{ctx: ctx, reader: r, tree: Tree{Start: dir}, seen: map[string]bool{}}
	d.add(ws, Workspace{Dir: filepath.Dir(ws.Root)})
	err = d.descend(ws, declarations(ws), 1)
	return d.tree, err
}

// DiscoverHook reads the nested workspaces that one package names, and only
// those: their own nested workspaces are reached by their own hooks. path is
// the package's manifest.
func DiscoverHook(ctx context.Context, r *manifest.Reader, path string) (Tree, error) {
	ws, err := r.Workspace(path)
	if err != nil {
		return Tree{}, err
	}
	m, err := r.Load(path)
	if err != nil {
		return Tree{}, err
	}
	if m.Package == nil || m.Package.Nested == nil {
		return Tree{}, &manifest.Error{
			Path: path, Err: ErrNoTable, Message: "there is " + ErrNoTable.Error(),
			Hint: "add it with roots = [\"path\", …], or take the call of `cargo-nw hook` out of the package",
		}
	}
	d := discovery{ctx: ctx, reader: r, tree: Tree{Start: filepath.Dir(path)}, seen: map[string]bool{}, flat: true}
	d.add(ws, Workspace{Dir: filepath.Dir(ws.Root)})
	err = d.descend(ws, []declaration{{path, packageTable, m.Package.Nested}}, 1)
	return d.tree, err
}

// discovery is one walk over the nested workspaces.
type discovery struct {
	ctx    context.Context //nolint:containedctx // one walk, one context
	reader *manifest.Reader
	tree   Tree
	seen   map[string]bool // directories of workspaces in the tree, symlinks resolved
	way    []step          // from the start to the workspace being read
	flat   bool            // do not go into nested workspaces
}

// step is a workspace on the way to the one being read.
type step struct {
	real     string // its directory, symlinks resolved
	dir      string
	manifest string // the manifest in it that names the next one
}

// add puts a workspace into the tree.
func (d *discovery) add(ws *manifest.Workspace, w Workspace) {
	w.Manifest = ws.Root
	w.Members = members(ws)
	for _, name := range lockguard.ToolchainFiles {
		path := filepath.Join(w.Dir, name)
		if _, err := os.Stat(path); err == nil {
			w.Toolchain = path
			break
		}
	}
	real := resolve(w.Dir)
	d.seen[real] = true
	d.way = append(d.way, step{real: real, dir: w.Dir})
	d.tree.Workspaces = append(d.tree.Workspaces, w)
}

// descend visits what the declarations of ws name, depth first.
func (d *discovery) descend(ws *manifest.Workspace, list []declaration, depth int) error {
	here := len(d.way) - 1
	for _, decl := range list {
		d.way[here].manifest = decl.manifest
		for _, root := range decl.nested.Roots {
			if err := d.ctx.Err(); err != nil {
				return err
			}
			if err := d.root(decl, root, depth); err != nil {
				return located(err, decl, root)
			}
		}
	}
	d.way = d.way[:here]
	return nil
}

// root visits what one root names.
func (d *discovery) root(decl declaration, root manifest.Root, depth int) error {
	base := filepath.Dir(decl.manifest)
	hits, err := expand(base, root)
	if err != nil {
		return err
	}
	if filepath.IsAbs(root.Path) {
		d.warn(decl, root, "is an absolute path, which is not the same on another machine", "write it relative to "+filepath.Base(base))
	}
	found := false
	for _, h := range hits {
		visited, err := d.hit(decl, root, h, depth)
		if err != nil {
			return err
		}
		found = found || visited
	}
	if !found && hits[0].pattern {
		d.warn(decl, root, "matches no workspace; skipped", "")
	}
	return nil
}

// hit visits one directory; the result says whether a workspace is rooted
// there.
func (d *discovery) hit(decl declaration, root manifest.Root, h hit, depth int) (bool, error) {
	real := resolve(h.dir)
	if h.pattern && real == d.way[len(d.way)-1].real {
		return false, nil // `../*` hits the workspace it is written in
	}
	if i := slices.IndexFunc(d.way, func(s step) bool { return s.real == real }); i >= 0 && i < len(d.way)-1 {
		if root.Dependent {
			return true, nil
		}
		return false, d.cycle(i)
	}
	if contains(real, d.way[len(d.way)-1].real) {
		return false, &rootError{
			"contains the workspace that names it",
			"a root is a workspace inside or beside this one; name it, not the directory around it",
		}
	}
	path := filepath.Join(h.dir, "Cargo.toml")
	if _, err := os.Lstat(path); err != nil {
		if !h.pattern {
			d.warn(decl, root, "has no Cargo.toml, so that no workspace is rooted there; skipped", "")
		}
		return false, nil
	}
	if h.pattern && inTargetDirectory(filepath.Dir(decl.manifest), h.dir) {
		return false, nil
	}
	owner, err := d.reader.Root(path)
	if err != nil {
		return false, err
	}
	if owner != path {
		d.warn(decl, root, fmt.Sprintf("names %s, which belongs to the workspace of %s, so that no workspace is rooted there; skipped", h.dir, owner),
			"add an empty [workspace] table to "+path+", or take it out of roots")
		return false, nil
	}
	if d.seen[real] {
		return true, nil
	}
	ws, err := d.reader.Workspace(path)
	if err != nil {
		return false, err
	}
	d.add(ws, Workspace{Dir: h.dir, Depth: depth, DeclaredBy: decl.manifest, Dependent: root.Dependent})
	if d.flat {
		d.way = d.way[:len(d.way)-1]
		return true, nil
	}
	return true, d.descend(ws, declarations(ws), depth+1)
}

// cycle is the error for a root that leads back to step i of the way.
func (d *discovery) cycle(i int) error {
	var names []string
	for _, s := range d.way[i:] {
		names = append(names, s.manifest)
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
		Message: fmt.Sprintf("%s.roots: %s %s", decl.table, root.Path, message),
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
		Message: root.Path + " " + bad.message, Hint: bad.hint,
	}
}

// contains says whether inner is outer or lies below it.
func contains(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolve follows the symlinks of a directory, where it can.
func resolve(dir string) string {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}
