package skeleton

import (
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
	"github.com/cargo-nw/cargo-nw/nested"
)

// choice is a workspace of the skeleton.
type choice struct {
	nested.Workspace

	wanted bool // otherwise it only leads to others
	below  []skeleton.Below
}

// chosen are the workspaces of a tree, and those that were left out but lead to
// one of them: the same command has to find its way in the skeleton.
func chosen(tree nested.Tree) []choice {
	var all []choice
	for _, ws := range tree.Workspaces {
		all = append(all, choice{Workspace: ws, wanted: true})
	}
	for _, ws := range tree.LeftOut {
		all = append(all, choice{Workspace: ws})
	}
	home := map[string]int{} // by manifest: the workspace that it is of
	for i, ws := range all {
		home[ws.Manifest] = i
		for _, m := range ws.Members {
			home[paths.Resolve(m.Manifest)] = i
		}
	}
	leads := make([]bool, len(all))
	for i, ws := range all {
		leads[i] = leads[i] || ws.wanted
		for at := i; ws.wanted && all[at].DeclaredBy != ""; {
			by, known := home[paths.Resolve(all[at].DeclaredBy)]
			if !known || leads[by] && by == at {
				break
			}
			leads[by] = true
			at = by
		}
	}
	for i, ws := range all {
		if by, known := home[paths.Resolve(ws.DeclaredBy)]; known && ws.DeclaredBy != "" && leads[i] {
			all[by].below = append(all[by].below, skeleton.Below{Dir: ws.Dir, Dependent: ws.Dependent})
		}
	}
	var list []choice
	for i, ws := range all {
		if leads[i] || ws.First() && !ws.wanted && ws.DeclaredBy == "" && ws.Depth == 0 {
			list = append(list, ws)
		}
	}
	return list
}
