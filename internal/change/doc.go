// Package change carries out changes to files, in the one way that all verbs
// that write share: show, ask on a terminal, --yes, --check, --diff; see
// docs/adr/0014-verbs-that-write.md.
//
// A verb says what the files should become ([File], [Set]) and hands them to
// [Modes.Apply]. [Text] and [Patch] are pure; [Write] writes all of them or
// none.
//
// It refuses to touch a file that has changed since it was read, one that is
// read-only, anything that is not a regular file, and a symlink that leads
// nowhere; and to remove a symlink. It does not decide what is in a file, and
// knows no verb.
package change
