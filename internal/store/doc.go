// Package store keeps compiled units of cargo's on disk, once for several build
// directories: it takes units out of a build directory ([Group.Put]) and puts
// them into another one ([Bed.Place]).
//
// It never replaces a file of a build directory by one with other contents, it
// never uses a file of its own that has changed since it was stored, and it does
// not decide which units may be shared: that is package share's. The caller
// holds cargo's lock of the build directory.
package store
