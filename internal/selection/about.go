package selection

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/nested"
)

// about are the tree's warnings, except those about manifests of workspaces that
// are left out: what the user does not want is not commented on.
func about(tree nested.Tree) []nested.Warning {
	left := map[string]bool{}
	for _, ws := range tree.LeftOut {
		left[ws.Manifest] = true
		for _, m := range ws.Members {
			left[m.Manifest] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(tree.Warnings), func(w nested.Warning) bool { return left[w.Path] })
}
