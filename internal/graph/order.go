package graph

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Topological is an order of the tree's workspaces in which dependencies come
// first; of several that could be next, the one declared first is. The error is
// a cycle, a *manifest.Error.
func Topological(tree nested.Tree, depends [][]Dependency) ([]nested.Place, error) {
	order := make([]nested.Place, 0, len(depends))
	places := make([]int, len(depends))
	open := make([]int, len(depends)) // how many it still waits for, -1 once it is placed
	needed := make([][]int, len(depends))
	for i, list := range depends {
		open[i] = len(list)
		for _, d := range list {
			needed[d.On] = append(needed[d.On], i)
		}
	}
	for len(order) < len(depends) {
		next := slices.Index(open, 0)
		if next < 0 {
			return nil, inCycle(tree, depends, open)
		}
		place := nested.Place{Workspace: next}
		for _, d := range depends[next] {
			place.After = append(place.After, places[d.On])
		}
		slices.Sort(place.After)
		places[next], open[next] = len(order), -1
		order = append(order, place)
		for _, i := range needed[next] {
			open[i]--
		}
	}
	return order, nil
}

// inCycle describes a cycle among the open workspaces: each of them depends on
// another open one.
func inCycle(tree nested.Tree, depends [][]Dependency, open []int) error {
	at := slices.IndexFunc(open, func(n int) bool { return n > 0 })
	var way []Dependency
	for seen := map[int]int{}; ; {
		if start, ok := seen[at]; ok {
			way = way[start:]
			break
		}
		seen[at] = len(way)
		next := depends[at][slices.IndexFunc(depends[at], func(d Dependency) bool { return open[d.On] > 0 })]
		way = append(way, next)
		at = next.On
	}
	here := func(path string) string { return printable.Quoted(paths.Shown(tree.Start, path)) }
	names := []string{here(tree.Workspaces[at].Dir)}
	var because []string
	for from := at; len(way) > 0; way = way[1:] {
		d := way[0]
		names = append(names, here(tree.Workspaces[d.On].Dir))
		reason := here(d.From) + " depends on " + here(d.To)
		if !hasMember(tree.Workspaces[from], d.From) { // of a workspace that is left out
			reason = here(tree.Workspaces[from].Dir) + " depends through other packages on " + here(d.From) + ", which depends on " + here(d.To)
		}
		because = append(because, reason)
		from = d.On
	}
	return &manifest.Error{
		Path:    tree.Workspaces[at].Manifest,
		Message: "these workspaces depend on each other: " + strings.Join(names, " → ") + " (" + strings.Join(because, ", ") + ")",
		Hint:    "remove one of these path dependencies, or run in the order declared: cargo nw --order declared …",
	}
}

// hasMember says whether the manifest is that of a package of the workspace, or
// its root.
func hasMember(ws nested.Workspace, path string) bool {
	return path == ws.Manifest || slices.ContainsFunc(ws.Members, func(m nested.Member) bool { return m.Manifest == path })
}
