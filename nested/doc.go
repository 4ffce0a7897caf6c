// Package nested finds the workspaces inside a workspace and runs cargo in
// them: roots → [Tree] → [Plan] → [Report].
//
// [Discover] reads manifests, [NewPlan] and [NewHookPlan] decide, [Run]
// executes. A Plan says everything about what will be run, so that it can be
// printed in place of being run. The package prints nothing, reads no flags
// and never exits.
package nested
