package nested

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// DiscoverBelow makes a tree of the workspaces that manifests belong to: each
// workspace whose root is dir or below it, once, the nearest first, whether or
// not a root lists it. manifests are found below dir, the nearest first;
// symlinks of dir are resolved. The workspace of dir's own manifest, if it has
// one, is the first one.
//
// A workspace that cannot be read gets a Problem and does not hide the others:
// a search of the disk finds broken fixtures. The error is that of ctx.
func DiscoverBelow(ctx context.Context, r *manifest.Reader, dir string, manifests []string) (Tree, error) {
	d := below{
		reader: r, tree: Tree{Start: dir},
		seen: map[string]bool{}, told: map[string]bool{}, at: map[string]int{},
	}
	for _, path := range manifests {
		if ctx.Err() != nil {
			return Tree{}, context.Cause(ctx)
		}
		d.visit(path)
	}
	d.settle()
	d.measure()
	return d.tree, nil
}

// below is one search of the disk.
type below struct {
	reader *manifest.Reader
	tree   Tree
	seen   map[string]bool // root manifests of workspaces in the tree or passed over
	told   map[string]bool // manifests that a problem in the tree is about
	at     map[string]int  // by root manifest: index in the tree
	left   Exclusion       // what the tables of the workspaces leave out
}

// visit adds the workspace of the manifest at path.
func (d *below) visit(path string) {
	own := filepath.Dir(path) == d.tree.Start
	if !own && d.reader.Settings(path).Generated() {
		return
	}
	root, err := d.reader.Root(path)
	if err != nil {
		d.add(path, own, nil, err)
		return
	}
	if !d.seen[root] {
		d.seen[root] = true
		if own {
			ws, err := d.reader.Workspace(path)
			d.add(root, own, ws, err)
		} else if paths.Inside(d.tree.Start, filepath.Dir(root)) {
			ws, err := d.reader.Workspace(root)
			d.add(root, own, ws, err)
		}
	}
	if !d.knows(root, path) {
		d.tree.Strays = append(d.tree.Strays, Stray{Manifest: path, Root: root})
	}
}

// add puts the workspace at root into the tree. A problem is reported once,
// however many packages run into it.
func (d *below) add(root string, own bool, ws *manifest.Workspace, err error) {
	w := Workspace{Dir: filepath.Dir(root), Depth: 1, Manifest: root, Problem: err}
	if own {
		w.Depth = 0
	}
	if bad, ok := errors.AsType[*manifest.Error](err); ok {
		if d.told[bad.Path] {
			return
		}
		d.told[bad.Path] = true
	}
	w.Toolchain, w.Pinned = toolchainOf(w.Dir)
	if err == nil {
		w.Members = members(ws)
		w.Share = shares(ws)
		left, doubtful := excluded(declarations(ws))
		d.left = append(d.left, left...)
		d.tree.Warnings = append(d.tree.Warnings, doubtful...)
		w.Skeleton = skeleton(ws)
	}
	d.at[root] = len(d.tree.Workspaces)
	d.tree.Workspaces = append(d.tree.Workspaces, w)
}

// knows says whether the package at path is run with the workspace at root.
func (d *below) knows(root, path string) bool {
	i, ok := d.at[root]
	if !ok {
		return false
	}
	ws := d.tree.Workspaces[i]
	return root == path || ws.Problem != nil || slices.ContainsFunc(ws.Members, func(m Member) bool { return m.Manifest == path })
}

// measure sorts the tree and counts the workspaces around each one.
func (d *below) measure() {
	list := d.tree.Workspaces
	level := func(ws Workspace) int { return strings.Count(ws.Dir, string(filepath.Separator)) }
	slices.SortStableFunc(list, func(a, b Workspace) int {
		return cmp.Or(min(a.Depth, 1)-min(b.Depth, 1), level(a)-level(b), cmp.Compare(a.Dir, b.Dir))
	})
	found := map[string]bool{}
	for _, ws := range list {
		found[ws.Dir] = !ws.First()
	}
	for i := range list {
		if list[i].First() {
			continue
		}
		for dir := list[i].Dir; dir != d.tree.Start && dir != filepath.Dir(dir); {
			dir = filepath.Dir(dir)
			if found[dir] {
				list[i].Depth++
			}
		}
	}
}
