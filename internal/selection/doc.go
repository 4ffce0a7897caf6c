// Package selection says in which workspaces of a tree a command is to be run:
// by path, by depth, by what has changed, by what a lock file holds, by what an
// earlier report says, and which part of them.
//
// [Select] decides, on values. [Observe] reads what it needs: git, lock files
// and reports, each only when it is asked for. The package runs no cargo,
// finds no workspaces and prints nothing. What it takes away stays in the tree
// as left out, so that no hook runs it.
package selection
