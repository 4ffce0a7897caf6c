// Package collision decides which packages of two workspaces cargo mixes up when
// both build in one directory.
//
// There are two rules. Cargo tells packages on disk apart by name, version and
// the path relative to the workspace's root: if all three are equal, it reuses
// what it built for one workspace in the other. And before cargo 1.100, the
// file of a cdylib or dylib has no hash in its name: two of the same name
// overwrite each other, whatever their packages are called. In both cases cargo
// says nothing and succeeds.
//
// It decides about what others have read. It reads no files, starts nothing,
// does not know which directories there are, and does not resolve dependencies:
// what the manifests do not say for certain (the features that a command
// selects, a transitive dependency at two versions) counts as equal. Two
// `--target`s count as one, because build scripts and proc macros are built for
// the host.
package collision
