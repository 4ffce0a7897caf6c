// Package align brings packages that several lock files have in compatible
// versions to one version: the highest that any of the files has.
//
// It decides what is tried, in which order, and what is kept. It never takes a
// package back to an older version, and leaves a file as it was where the result
// is not one that cargo accepts. Moving a package is for a [File]; this package
// starts no process and writes nothing itself.
package align
