// Package witness says which tracked files and lock files a run has changed.
//
// It remembers what the files were before the first run, looks at those of a
// workspace after each run in it, and at all of them at the end. It changes and
// restores nothing, and does not look at files that git does not track, except
// lock files.
package witness
