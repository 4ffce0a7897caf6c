// Package lockguard decides whether a cargo may be started where another cargo
// may already be running, and in which environment and directories.
//
// It rests on one rule: a nested run uses a build and an artifact directory
// that no ancestor has locked. Otherwise it hangs, and cargo's flags do not
// prevent that; see docs/adr/0002-lock-policy.md.
//
// It starts nothing and changes nothing. [Observe] reads the world;
// [Situation.Survey], [Situation.Directories] and [Situation.Decision] read
// what else a plan needs, and [Decision.Launch] looks again. Everything else is
// a pure function of the [Situation].
package lockguard
