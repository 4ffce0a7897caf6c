// Package undeclared finds the workspaces on disk that no roots entry lists,
// and the manifest that should list each of them.
//
// It looks below the packages of one workspace, at what git sees there. It
// writes nothing, and leaves out workspaces that could not run if they were
// listed.
package undeclared
