// Package skeleton makes a tree of workspaces in which only the dependencies are
// real: the manifests in a normal form, the lock files with masked versions, and
// stand-ins for all that people edit. What is compiled in it is what is compiled
// for the sources, too; see docs/adr/0021-skeleton.md.
//
// It decides, on [Facts], and gives back a [Tree] of files. It reads nothing,
// writes nothing and starts no cargo; it knows no command line. It never puts a
// stand-in at the path of a source.
package skeleton
