// Package graph reads what workspaces are built from: which workspace depends
// on which ([Dependencies]), an order in which dependencies come first
// ([Topological]), and the directories and files that matter to one
// ([Ingredients]).
//
// It reads manifests and cargo's configuration and nothing else: it starts no
// cargo, knows no lock file, and does not decide what runs.
package graph
