// Package unify is `cargo nw unify`: it gives the packages of a workspace the
// same features in all its builds, so cargo compiles each of them once.
//
// What has to be written is decided in package unify of the same name below. This
// one asks cargo in a copy of the manifests, proves the result there, and only
// then touches the workspace. It edits no dependency that a person wrote, and
// writes nothing that the graphs have not confirmed.
package unify
