// Package ancestry reads the processes above this one: their command lines,
// environments, working directories and the lock files they hold open.
//
// It knows nothing of cargo. What it cannot read (another user's process, a
// system without /proc) it leaves empty, and the caller must manage without.
package ancestry
