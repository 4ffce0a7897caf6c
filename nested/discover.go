package nested

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// ErrNoTable says that a package has no nested_workspace table.
var ErrNoTable = errors.New("there is no [package.metadata.nested_workspace] table")

// Discover reads the workspace that dir is in and every nested workspace below
// it. It runs nothing. Bad input is an error with the file and the key
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
	d := discovery{ctx: ctx, reader: r, tree: Tree{Start: dir}, seen: map[string]int{}, built: builddir.Seen{}}
	d.start(ws)
	err = d.descend(declarations(ws), 1)
	return d.tree, err
}

// DiscoverPackage reads the nested workspaces that one package lists, and only
// those, not what is nested in them. path is the package's manifest. The error
// may be [ErrNoTable].
func DiscoverPackage(ctx context.Context, r *manifest.Reader, path string) (Tree, error) {
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
			Path: path, Err: ErrNoTable,
			Hint: "add it with roots = [\"path\", …]",
		}
	}
	d := discovery{ctx: ctx, reader: r, tree: Tree{Start: filepath.Dir(path)}, seen: map[string]int{}, built: builddir.Seen{}, flat: true}
	d.start(ws)
	err = d.descend([]declaration{{path, packageTable, m.Package.Nested}}, 1)
	return d.tree, err
}

// discovery is one walk over the nested workspaces.
type discovery struct {
	ctx    context.Context //nolint:containedctx // one walk, one context
	reader *manifest.Reader
	tree   Tree
	seen   map[string]int // places in the tree by directory, symlinks resolved
	way    []step         // from the start to the workspace being read
	flat   bool           // do not go into nested workspaces
	built  builddir.Seen
	places paths.Places
}

// step is a workspace on the way to the one being read.
type step struct {
	real     string // its directory, symlinks resolved
	manifest string // the manifest in it that lists the next one
}

// start puts the first workspace into the tree.
func (d *discovery) start(ws *manifest.Workspace) {
	dir := filepath.Dir(ws.Root)
	place := d.place(dir)
	for up := range paths.Up(place) {
		d.places.Of(up) // a root may lead there
	}
	d.add(ws, Workspace{Dir: dir}, place)
}

// place is a directory with its symlinks resolved, spelled as it was at first.
func (d *discovery) place(dir string) string { return d.places.Of(paths.Resolve(dir)) }

// add puts a workspace into the tree. dir is its directory, symlinks resolved.
func (d *discovery) add(ws *manifest.Workspace, w Workspace, dir string) {
	w.Manifest = ws.Root
	w.Members = members(ws)
	w.Toolchain, w.Pinned = toolchainOf(w.Dir)
	w.Share = shares(ws)
	w.Skeleton = skeleton(ws)
	d.seen[dir] = len(d.tree.Workspaces)
	d.way = append(d.way, step{real: dir})
	d.tree.Workspaces = append(d.tree.Workspaces, w)
}

// descend visits the roots that the last workspace on the way declares, depth
// first.
func (d *discovery) descend(list []declaration, depth int) error {
	here := len(d.way) - 1
	left, doubtful := excluded(list)
	d.tree.Warnings = append(d.tree.Warnings, doubtful...)
	for _, decl := range list {
		d.way[here].manifest = decl.manifest
		for _, root := range decl.nested.Roots {
			if d.ctx.Err() != nil {
				return context.Cause(d.ctx)
			}
			if err := d.root(decl, root, left, depth); err != nil {
				return located(err, decl, root)
			}
		}
	}
	d.way = d.way[:here]
	return nil
}
