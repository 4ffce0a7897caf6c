// Package shareddir finds workspaces that build in the same directory and get
// each other's code there, and says what to change.
//
// It reads manifests, lock files and cargo's configuration, and asks a
// toolchain for its version if the answer depends on it. It never starts a
// program that a repository chooses, installs no toolchain, does not build, and
// leaves every directory as it is. What cannot be read is left out: cargo
// reports it.
package shareddir
