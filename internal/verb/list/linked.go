package list

import (
	"io"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// LinkedProjects writes the manifests of the workspaces as rust-analyzer's
// setting linkedProjects takes them: a JSON array of paths, relative to the
// current directory.
func LinkedProjects(w io.Writer, stand string, tree nested.Tree, first bool) error {
	list := []string{}
	for _, ws := range listed(tree, first) {
		list = append(list, paths.Shown(stand, ws.Manifest))
	}
	return report.Encode(w, "  ", list)
}
