package skeleton

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
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
// members are the packages that are wanted, nil for all.
func chosen(tree nested.Tree, members []string) ([]choice, error) {
	var all []choice
	missed := slices.Clone(members)
	var names []string
	for _, ws := range tree.Workspaces {
		wanted := members == nil
		for _, m := range ws.Members {
			wanted = wanted || slices.Contains(members, m.Name)
			missed = slices.DeleteFunc(missed, func(name string) bool { return name == m.Name })
			names = append(names, m.Name)
		}
		all = append(all, choice{Workspace: ws, wanted: wanted})
	}
	if len(missed) > 0 {
		remedy := "cargo metadata --no-deps lists the packages of a workspace"
		if meant := spelling.Nearest(missed[0], names); meant != "" {
			remedy = "did you mean " + meant + "?"
		}
		return nil, command.Usage("--members "+args.Quote(missed[0])+" is not a member of any workspace", remedy)
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
			if !known || leads[by] {
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
	return list, nil
}
