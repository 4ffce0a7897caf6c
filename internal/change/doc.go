// Package change carries changes to files through, in the one way that all
// verbs that write have in common: show, ask at a terminal, --yes, --check,
// --diff; see docs/adr/0014-verbs-that-write.md.
//
// A verb says which files are to become what ([File], [Set]) and hands them to
// [Modes.Apply]. [Text] and [Patch] are pure; [Write] writes all of them or none.
//
// It refuses to touch a file that has changed since it was read, one that is
// read-only, anything that is not a regular file, and a symlink that leads
// nowhere; and to remove a symlink. It decides nothing about what is in a file,
// and knows no verb.
package change
