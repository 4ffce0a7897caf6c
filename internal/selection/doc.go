// Package selection chooses the workspaces of a tree in which a command runs:
// by path, by depth, by what has changed, by what a lock file contains, by what
// an earlier report says, and which part of them.
//
// [Select] decides, on values. [Observe] reads what it needs: git, lock files
// and reports, each only if an option asks for it. The package runs no cargo,
// finds no workspaces and prints nothing. What it removes stays in the tree as
// left out, so that no hook runs it.
package selection
