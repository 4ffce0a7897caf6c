// Package share decides which compiled units of one workspace another one may
// use, and brings them there and back around a run: seed, run, harvest. See
// docs/adr/0016-share.md.
//
// It shares a unit only if all its sources, and those of all units below it, are
// in cargo's registry or git checkouts, which do not change. It never makes a
// build fail or wait: whatever goes wrong here is one note. It compiles nothing,
// and it holds a lock of cargo's only while it moves files.
package share
