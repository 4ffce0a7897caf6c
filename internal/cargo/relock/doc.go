// Package relock moves packages of a lock file to other versions, with the cargo
// of its workspace, in a copy of the file.
//
// It never writes in the user's tree. What should move, and whether a result is
// welcome, is decided elsewhere.
package relock
