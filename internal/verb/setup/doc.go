// Package setup is `cargo nw setup`: what a workspace needs so that cargo-nw
// reaches the workspaces in it, as changes to files.
//
// [NewPlan] decides; internal/change shows and writes. It changes no file that
// somebody else has written but to add to it what can only be meant in one way:
// an existing build script gets a patch to look at, a manifest or a settings
// file that cannot be extended safely gets the lines to add.
package setup
