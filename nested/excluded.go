package nested

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Exclusion is what nested_workspace tables leave out on purpose: directories,
// symlinks resolved, with everything below them.
type Exclusion []string

// Has says whether dir is left out.
func (e Exclusion) Has(dir string) bool {
	if len(e) == 0 {
		return false
	}
	dir = paths.Resolve(dir)
	return slices.ContainsFunc(e, func(outer string) bool { return paths.Inside(outer, dir) })
}

// Excluded is what the tables of a workspace leave out. A workspace that cannot
// be read leaves out nothing.
func Excluded(r *manifest.Reader, w Workspace) Exclusion {
	var list []declaration
	if m, err := r.Load(w.Manifest); err == nil && m.Workspace != nil && m.Workspace.Nested != nil {
		list = append(list, declaration{w.Manifest, workspaceTable, m.Workspace.Nested})
	}
	for _, member := range w.Members {
		if m, err := r.Load(member.Manifest); err == nil && m.Package != nil && m.Package.Nested != nil {
			list = append(list, declaration{member.Manifest, packageTable, m.Package.Nested})
		}
	}
	all, _ := excluded(list)
	return all
}

// excluded expands the entries of exclude. An entry that matches nothing is
// doubtful: it may be misspelt.
func excluded(list []declaration) (all Exclusion, doubtful []Warning) {
	for _, decl := range list {
		for _, entry := range decl.nested.Exclude {
			hits, err := expand(filepath.Dir(decl.manifest), entry)
			if err != nil {
				doubtful = append(doubtful, Warning{
					Path: decl.manifest, Line: entry.Line,
					Message: fmt.Sprintf("%s.exclude: %s leaves out nothing: it %s", decl.table, printable.Quoted(entry.Path), err),
					Hint:    "correct it, or remove it from exclude",
				})
			}
			for _, h := range hits {
				all = append(all, paths.Resolve(h.dir))
			}
		}
	}
	return all, doubtful
}
