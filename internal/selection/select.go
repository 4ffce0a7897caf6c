package selection

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/nested"
)

// AnyDepth is the depth of a request without a limit.
const AnyDepth = -1

// Request is what was asked for. A workspace has to pass all of it.
type Request struct {
	Cwd     string    // the current directory; patterns are relative to it
	Only    []Pattern // at least one of them matches; empty for any
	Exclude []Pattern // none of them matches
	NoSelf  bool      // not the first workspace
	Depth   int       // at most this deep; AnyDepth
	Changed string    // affected by changes since this git ref; "" for any
	Having  []args.Spec
	Members []string // patterns for names of packages: at least one member matches; empty for any
	// LockedOnly: its Cargo.lock is in git.
	LockedOnly bool
	Part       Part   // the zero value for all
	Times      string // path of a report, by which parts are balanced; ""
	Resume     string // path of a report in which it did not succeed; ""
}

// Facts are what a request is about, by [nested.Workspace.Dir]. What was not
// asked for is nil.
type Facts struct {
	Changed map[string]bool    // with --changed
	Having  map[string]bool    // with --having
	Locked  map[string]bool    // with --locked-only
	Done    map[string]bool    // with --resume: it succeeded; by run, see runKey
	Took    map[string]float64 // with --resume: how long it took then, if known; by run
	Seconds map[string]float64 // with --times: how long it took, if known
}

// Select removes what is not wanted from the tree. The order stays.
func Select(tree nested.Tree, req Request, facts Facts) nested.Tree {
	tree.Done = slices.Clone(tree.Done)
	req.Only, req.Exclude = req.paths(req.whole(req.Only, tree), tree), req.paths(req.whole(req.Exclude, tree), tree)
	wanted := func(ws nested.Workspace) bool {
		return req.named(tree, ws) &&
			(facts.Changed == nil || facts.Changed[ws.Dir]) &&
			(facts.Having == nil || facts.Having[ws.Dir]) &&
			(facts.Locked == nil || facts.Locked[ws.Dir]) &&
			(facts.Done == nil || ws.Runs != nil || !facts.Done[ws.Dir])
	}
	for _, ws := range tree.Workspaces {
		for _, run := range ws.AllRuns() {
			if key := runKey(ws.Dir, run.Name); facts.Done[key] {
				tree.Done = append(tree.Done, nested.Done{Dir: tree.RunDir(ws), Variant: run.Name, Seconds: facts.Took[key]})
			}
		}
	}
	tree = req.narrow(keep(tree, wanted), facts)
	if req.Part.Of == 0 {
		return tree
	}
	mine := req.Part.pick(tree, req.Cwd, facts.Seconds)
	return keep(tree, func(ws nested.Workspace) bool { return mine[ws.Dir] })
}

// named says whether ws passes what needs no reading.
func (r Request) named(tree nested.Tree, ws nested.Workspace) bool {
	matches := func(p Pattern) bool { return p.hits(r.Cwd, tree, ws) }
	all := func(p Pattern) bool { return p.variant == "" && matches(p) }
	switch {
	case r.NoSelf && ws.First(), r.Depth != AnyDepth && ws.Depth > r.Depth:
		return false
	case len(r.Only) > 0 && !slices.ContainsFunc(r.Only, matches):
		return false
	case len(r.Members) > 0 && !slices.ContainsFunc(ws.Members, r.member):
		return false
	}
	return !slices.ContainsFunc(r.Exclude, all)
}

// keep divides the tree. What was left out before stays so.
func keep(tree nested.Tree, wanted func(nested.Workspace) bool) nested.Tree {
	kept, left := []nested.Workspace{}, slices.Clone(tree.LeftOut)
	for _, ws := range tree.Workspaces {
		if wanted(ws) {
			kept = append(kept, ws)
		} else {
			left = append(left, ws)
		}
	}
	tree.Workspaces, tree.LeftOut = kept, left
	return tree
}

// Limits says whether the request may leave out a workspace.
func (r Request) Limits() bool {
	return len(r.Only)+len(r.Exclude)+len(r.Having) > 0 || r.NoSelf || r.Depth != AnyDepth ||
		r.LockedOnly || len(r.Members) > 0 || r.Changed != "" || r.Part.Of > 0 || r.Resume != ""
}
