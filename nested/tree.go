package nested

import "github.com/cargo-nw/cargo-nw/internal/manifest"

// Workspace is one workspace of a [Tree].
type Workspace struct {
	Dir   string // absolute directory of its root manifest, as the roots led to it
	Depth int    // 0 for the workspace where it starts
	// Manifest is the manifest path of its root as a cargo that runs in Dir
	// sees it: symlinks resolved.
	Manifest string
	// DeclaredBy is the manifest whose roots name it, "" at depth 0.
	DeclaredBy string
	// Dependent: the root says `dependent = true`.
	Dependent bool
	// Members are its packages, in cargo's order.
	Members []Member
	// Toolchain is the path of the toolchain file in its root directory, "".
	Toolchain string
}

// Member is a package of a workspace.
type Member struct{ Name, Manifest string }

// Tree is a workspace and the nested workspaces below it in the order of a
// traversal: depth first, in the order written.
type Tree struct {
	// Start is the directory where the first run takes place: where the user
	// stands, which may be below the workspace's root.
	Start      string
	Workspaces []Workspace // the first one is the workspace that Start is in
	Warnings   []Warning
}

// Nested are the workspaces of the tree but for the first one.
func (t Tree) Nested() []Workspace { return t.Workspaces[1:] }

// Directories are those of the workspaces, as the roots led to them.
func Directories(workspaces []Workspace) []string {
	dirs := make([]string, 0, len(workspaces))
	for _, ws := range workspaces {
		dirs = append(dirs, ws.Dir)
	}
	return dirs
}

// Warning is about input that is doubtful but does not stop anything.
type Warning struct {
	Path    string // the manifest
	Line    int    // 0 when it is not about one line
	Message string
	Hint    string // "" when there is nothing to do
}

func members(ws *manifest.Workspace) []Member {
	list := make([]Member, 0, len(ws.Members))
	for _, m := range ws.Members {
		list = append(list, Member{Name: m.Package.Name, Manifest: m.Path})
	}
	return list
}
