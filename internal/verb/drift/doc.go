// Package drift is `cargo nw drift`: what workspaces, and the builds of one
// workspace, have in different variants, and what cargo compiles again because
// of it.
//
// It changes nothing in the user's tree, and downloads nothing, except with
// --align. What is a difference is decided in package variant, and what is moved
// in package align; this one reads, asks cargo, and writes the answer.
package drift
