// Package share decides which compiled units of one workspace another one may
// use, and brings them there and back around a run: seed, run, harvest. See
// docs/adr/0016-share.md.
//
// It shares a unit only if all its sources, and those of all units below it, are
// in cargo's registry or git checkouts, which nobody changes. It is never the
// reason that a build fails or waits: whatever goes wrong here is one note. It
// starts no cargo, and it holds a lock of cargo's only while it moves files.
package share
