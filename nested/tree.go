package nested

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

// Workspace is one workspace of a [Tree].
type Workspace struct {
	Dir string // absolute directory of its root manifest, as the roots led to it
	// Depth is 0 for the first workspace, 1 for the workspaces it lists, and so
	// on. In a tree of [DiscoverBelow] it counts the workspaces found around
	// it.
	Depth int
	// Manifest is the manifest path of its root as a cargo that runs in Dir
	// sees it: symlinks resolved.
	Manifest string
	// DeclaredBy is the manifest whose roots list it, "" for the first
	// workspace and in a tree of [DiscoverBelow].
	DeclaredBy string
	// Dependent: the root says `dependent = true`.
	Dependent bool
	// Members are its packages, in cargo's order.
	Members []Member
	// Toolchain is the path of the toolchain file in its root directory, or "".
	Toolchain string
	// Pinned says that this file chooses a toolchain: it may also only add
	// components and targets to the one that is chosen otherwise.
	Pinned bool
	// Runs are what the roots entry that lists it sets for commands; nil for one
	// run like any other.
	Runs []manifest.Run
	// Share says that a nested_workspace table of it has `share = true`.
	Share bool
	// Skeleton says that it is a skeleton: it has stand-ins for its sources.
	Skeleton bool
	// Problem is why it cannot be read: it then has no members, and nothing
	// runs in it. Only [DiscoverBelow] continues after that.
	Problem error
}

// First says whether it is the workspace that contains the start directory.
func (w Workspace) First() bool { return w.Depth == 0 }

// Member is a package of a workspace.
type Member struct {
	Name, Manifest string
	StandIn        bool // its sources are stand-ins
}

// Tree is a workspace and the nested workspaces below it in the order of a
// traversal: depth first, in the order written; or the workspaces found on
// disk, the nearest first.
type Tree struct {
	// Start is the directory where it starts: the user's current directory, which may
	// be below the root of the first workspace.
	Start string
	// Workspaces has at most one first workspace, before all others. There is
	// none if Start is in no workspace, or the user deselected it.
	Workspaces []Workspace
	// LeftOut are those that the user deselected. Nothing runs in them, not
	// even through their hooks.
	LeftOut []Workspace
	// Done are the runs that succeeded in the earlier call that this one
	// resumes.
	Done     []Done
	Warnings []Warning
	// Strays are packages that [DiscoverBelow] found, in which nothing runs.
	Strays []Stray
}

// Stray is a package that is no workspace and no member of one that is run.
type Stray struct {
	Manifest string
	Root     string // the root manifest that cargo takes it to belong to
}

// Done is a run that succeeded in an earlier call.
type Done struct {
	Dir     string
	Variant string
	Seconds float64 // wall time, 0 if unknown
}

// First is the workspace that Start is in, if it is in the tree.
func (t Tree) First() (first Workspace, ok bool) {
	if len(t.Workspaces) == 0 || !t.Workspaces[0].First() {
		return Workspace{}, false
	}
	return t.Workspaces[0], true
}

// Containing is the workspace that Start is in, whether the user wants it or not.
func (t Tree) Containing() (containing Workspace, ok bool) {
	if first, ok := t.First(); ok {
		return first, true
	}
	i := slices.IndexFunc(t.LeftOut, Workspace.First)
	if i < 0 {
		return Workspace{}, false
	}
	return t.LeftOut[i], true
}

// Nested are the workspaces of the tree except the first one.
func (t Tree) Nested() []Workspace {
	if _, ok := t.First(); ok {
		return t.Workspaces[1:]
	}
	return t.Workspaces
}

// RunDir is the directory in which a command runs for a workspace of the tree:
// the first one in the user's current directory, others in their root
// directory.
func (t Tree) RunDir(ws Workspace) string {
	if ws.First() {
		return t.Start
	}
	return ws.Dir
}

// Directories are those of the workspaces, as the roots led to them.
func Directories(workspaces []Workspace) []string {
	dirs := make([]string, 0, len(workspaces))
	for _, ws := range workspaces {
		dirs = append(dirs, ws.Dir)
	}
	return dirs
}

// Warning is about doubtful input that does not stop anything.
type Warning struct {
	Path    string // the manifest
	Line    int    // 0 if it is not about one line
	Message string
	Hint    string // "" if there is nothing to do
}

func members(ws *manifest.Workspace) []Member {
	list := make([]Member, 0, len(ws.Members))
	for _, m := range ws.Members {
		list = append(list, Member{Name: m.Package.Name, Manifest: m.Path, StandIn: m.Package.StandIn})
	}
	return list
}
