// Package nested finds the workspaces inside a workspace and plans a cargo
// command in each of them: roots → [Tree] → [Plan].
//
// [Discover] reads manifests, [NewPlan] decides. A Plan says everything about
// what will run, so it can be printed instead of being run. The package starts
// nothing, prints nothing, reads no flags and never exits, and knows nothing of
// hooks: package hook makes the plans of direct mode.
package nested
