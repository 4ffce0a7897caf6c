package nested

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// declaration is a manifest with a nested_workspace table.
type declaration struct {
	manifest string
	table    string // the table's name
	nested   *manifest.Nested
}

// The two tables that may list nested workspaces.
const (
	packageTable   = "package.metadata.nested_workspace"
	workspaceTable = "workspace.metadata.nested_workspace"
)

// declarations returns the tables that list the nested workspaces of ws: the
// workspace itself, its root package, then the other members in cargo's order.
func declarations(ws *manifest.Workspace) []declaration {
	var list []declaration
	if t := ws.RootManifest.Workspace; t != nil && t.Nested != nil {
		list = append(list, declaration{ws.Root, workspaceTable, t.Nested})
	}
	ordered := slices.Clone(ws.Members)
	slices.SortStableFunc(ordered, func(a, b *manifest.Manifest) int { return rootFirst(ws, a) - rootFirst(ws, b) })
	for _, m := range ordered {
		if m.Package != nil && m.Package.Nested != nil {
			list = append(list, declaration{m.Path, packageTable, m.Package.Nested})
		}
	}
	return list
}

func rootFirst(ws *manifest.Workspace, m *manifest.Manifest) int {
	if m.Path == ws.Root {
		return 0
	}
	return 1
}

// shares says whether a table of the workspace says `share = true`.
func shares(ws *manifest.Workspace) bool {
	return slices.ContainsFunc(declarations(ws), func(d declaration) bool { return d.nested.Share })
}

// skeleton says whether the workspace's root is that of a skeleton.
func skeleton(ws *manifest.Workspace) bool {
	return ws.RootManifest.Workspace != nil && ws.RootManifest.Workspace.Skeleton
}

// Table is a nested_workspace table.
type Table struct {
	Manifest string
	// OfWorkspace says that it is [workspace.metadata.nested_workspace].
	OfWorkspace bool
	Nested      manifest.Nested
}

// Tables are those of a workspace, the one that a person would look at first is
// the first.
func Tables(r *manifest.Reader, w Workspace) ([]Table, error) {
	ws, err := r.Workspace(w.Manifest)
	if err != nil {
		return nil, err
	}
	var list []Table
	for _, d := range declarations(ws) {
		list = append(list, Table{Manifest: d.manifest, OfWorkspace: d.table == workspaceTable, Nested: *d.nested})
	}
	return list, nil
}

func (t Table) declaration() declaration {
	d := declaration{t.Manifest, packageTable, &t.Nested}
	if t.OfWorkspace {
		d.table = workspaceTable
	}
	return d
}
