// Package hook is `cargo-nw hook build` and `cargo-nw hook test`: direct mode,
// as build scripts and tests call it.
//
// It speaks the build script protocol on stdout and to the user on stderr. It
// decides which nested workspaces a hook may run in and with which command
// line; it asks lockguard about locks, and package execution runs the plan. It
// goes no deeper than the nested workspaces of one package: those have their
// own hooks.
package hook
