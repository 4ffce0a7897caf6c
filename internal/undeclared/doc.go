// Package undeclared finds the workspaces on disk that no root names, and which
// manifest is the one to name each of them.
//
// It looks below the packages of one workspace, at what git sees there. It
// writes nothing, and leaves out what could not be run if it were named.
package undeclared
