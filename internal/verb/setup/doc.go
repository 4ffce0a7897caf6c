// Package setup is `cargo nw setup`: what a workspace needs so that cargo-nw
// reaches the workspaces in it, as changes to files. That is roots; direct mode
// and editors only if they are asked for (docs/adr/0023-setup.md).
//
// [NewPlan] decides; internal/change shows and writes. It changes files that
// others have written only by unambiguous additions: for an existing build
// script it proposes a patch, and for a manifest or a settings file that cannot
// be extended safely, the lines to add.
package setup
