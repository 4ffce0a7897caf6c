// Package metadata reads what `cargo metadata` prints: the packages of a
// workspace, what each depends on, and which features lead to which.
//
// It starts no cargo. The features that metadata lists as enabled are those of
// all members together and are left out: package unitgraph has those of one
// build.
package metadata
