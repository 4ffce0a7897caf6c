// Package variant finds what workspaces build in more than one variant: packages
// in several versions, or with several sets of features, and what that costs.
//
// Everything in it is pure. It reads no file and starts no cargo, and it changes
// nothing: lock files and unit graphs go in, differences come out.
package variant
