// Package deadlock finds out which processes that lock files wait for which
// others, and whether one waits forever or only for its turn. Where that cannot
// be known, it finds out which files are locked at all.
//
// It reads and judges. It ends nothing, holds a lock only for the moment of
// asking, and knows nothing of cargo.
package deadlock
