// Package unify decides what makes the packages of a workspace have the same
// features in each of its builds: which packages each member has to ask for, with
// which features, and the text of the crates and lines that ask for them.
//
// It is pure: unit graphs go in, lists and texts come out. It reads no file,
// starts no cargo, and believes nothing that a graph does not show: whoever calls
// it writes what it says, asks cargo again, and comes back until nothing changes.
package unify
