package selection

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/nested"
)

// strays are the warnings about packages in which nothing runs although they
// were found on disk: one about all that their workspaces do not list, and one
// for each workspace above the start directory. What the user has left out is
// none of them. tree is what is left of the tree.
func (r Request) strays(tree nested.Tree) []nested.Warning {
	top := tree.Start
	if ws, ok := tree.Containing(); ok {
		top = filepath.Dir(ws.Manifest)
	}
	var roots []string // those above, in the order found
	var inside []nested.Stray
	beyond := map[string][]nested.Stray{}
	for _, stray := range tree.Strays {
		switch {
		case !r.wants(tree, stray):
		case paths.Inside(top, filepath.Dir(stray.Root)):
			inside = append(inside, stray)
		default:
			if beyond[stray.Root] == nil {
				roots = append(roots, stray.Root)
			}
			beyond[stray.Root] = append(beyond[stray.Root], stray)
		}
	}
	var warnings []nested.Warning
	if len(inside) > 0 {
		warnings = append(warnings, nested.Warning{
			Path:    inside[0].Root,
			Message: "nothing runs in packages below it that are not members: " + r.places(inside),
			Hint:    "add them to workspace.members or workspace.exclude; or, if it is on purpose, to exclude in the nested_workspace table",
		})
		if more := differentRoots(inside); more > 1 {
			warnings[0].Message = fmt.Sprintf("nothing runs in packages that are not members of this or %s: %s", others(more-1), r.places(inside))
		}
	}
	for _, root := range roots {
		warnings = append(warnings, nested.Warning{
			Path:    root,
			Message: "is above the start directory, so nothing runs in its packages here: " + r.places(beyond[root]),
			Hint:    "start there: cargo nw --discover --manifest-path " + args.Quote(filepath.ToSlash(root)) + " …",
		})
	}
	return warnings
}

// wants says whether the request selects the package's directory, and its
// workspace is not one of those left out.
func (r Request) wants(tree nested.Tree, stray nested.Stray) bool {
	dir := filepath.Dir(stray.Manifest)
	matches := func(p Pattern) bool { return p.Matches(r.Cwd, dir) }
	return !slices.ContainsFunc(r.Exclude, matches) &&
		(len(r.Only) == 0 || slices.ContainsFunc(r.Only, matches)) &&
		!slices.ContainsFunc(tree.LeftOut, func(ws nested.Workspace) bool { return ws.Manifest == stray.Root })
}

// places shows the first few packages and counts the rest.
func (r Request) places(strays []nested.Stray) string {
	var names []string
	for _, stray := range strays[:min(len(strays), 3)] {
		names = append(names, printable.Quoted(paths.Shown(r.Cwd, filepath.Dir(stray.Manifest))))
	}
	if more := len(strays) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return strings.Join(names, ", ")
}

func differentRoots(strays []nested.Stray) int {
	roots := map[string]bool{}
	for _, stray := range strays {
		roots[stray.Root] = true
	}
	return len(roots)
}

func others(n int) string {
	if n == 1 {
		return "another workspace"
	}
	return fmt.Sprintf("%d other workspaces", n)
}
