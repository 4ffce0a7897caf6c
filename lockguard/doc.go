// Package lockguard decides whether a cargo may be started where another cargo
// may already be running, and in which environment and directories.
//
// It rests on one rule: a nested run uses a build and an artifact directory
// that no ancestor has locked. Cargo's flags do not protect from the hang that
// follows otherwise; see docs/adr/0002-lock-policy.md.
//
// It starts nothing and changes nothing. [Observe] reads the world;
// [Situation.Survey], [Situation.Directories] and [Situation.Decision] read
// what a plan needs besides, and [Decision.Launch] looks again. Everything else
// is a pure function of the [Situation].
package lockguard
