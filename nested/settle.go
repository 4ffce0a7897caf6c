package nested

import (
	"fmt"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// settle removes from the tree what turned out, once everything was read, to be
// left out on purpose, or to be a member of another workspace: that one runs it,
// although a cargo that starts in the package itself fails. The first workspace
// stays.
func (d *below) settle() {
	member := map[string]string{} // by manifest: the root manifest of its workspace
	for _, ws := range d.tree.Workspaces {
		for _, m := range ws.Members {
			if m.Manifest != ws.Manifest {
				member[m.Manifest] = ws.Manifest
			}
		}
	}
	d.tree.Workspaces = slices.DeleteFunc(d.tree.Workspaces, func(ws Workspace) bool {
		root, isMember := member[ws.Manifest]
		switch {
		case ws.First():
			return false
		case d.left.Has(filepath.Dir(ws.Manifest)):
			return true
		case isMember:
			d.claimed(ws.Manifest, root)
		}
		return isMember
	})
	d.tree.Strays = slices.DeleteFunc(d.tree.Strays, func(s Stray) bool {
		_, isMember := member[s.Manifest]
		return isMember || d.left.Has(filepath.Dir(s.Manifest)) || d.template(s.Manifest)
	})
}

// template says that cargo never runs there: a name like {{name}} is to be
// filled in.
func (d *below) template(path string) bool {
	m, err := d.reader.Load(path)
	return err == nil && m.Package != nil && !manifest.ValidName(m.Package.Name)
}

// claimed warns of a member of one workspace for which cargo, started in it,
// finds another one: the nearest above that does not exclude it.
func (d *below) claimed(path, root string) {
	w := Warning{
		Path:    path,
		Message: fmt.Sprintf("is a member of the workspace %s, which runs it; but cargo started there fails", printable.Quoted(filepath.Dir(root))),
	}
	for up := range paths.Up(filepath.Dir(filepath.Dir(path))) {
		above := filepath.Join(up, manifest.FileName)
		if above == root {
			break
		}
		if m, err := d.reader.Load(above); err == nil && m.Workspace != nil {
			w.Message = fmt.Sprintf("is a member of the workspace %s, which runs it; but cargo started there takes it for a package of %s",
				printable.Quoted(filepath.Dir(root)), printable.Quoted(up))
			w.Hint = fmt.Sprintf("add %s to workspace.exclude in %s", printable.Quoted(paths.Shown(up, filepath.Dir(path))), printable.Quoted(above))
			break
		}
	}
	d.tree.Warnings = append(d.tree.Warnings, w)
}
