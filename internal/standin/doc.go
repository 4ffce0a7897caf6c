// Package standin finds what the stand-ins of a skeleton have left in the
// directories that cargo builds in, and removes it.
//
// It goes by what cargo and rustc wrote down about the sources of each output,
// never by the name of a package: a third-party crate may have the same. It
// removes nothing in which another source had a part but a program that was
// linked with a stand-in.
package standin
