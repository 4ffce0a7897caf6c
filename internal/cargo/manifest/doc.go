// Package manifest reads Cargo.toml files and answers what cargo's own
// workspace discovery answers: which workspace a manifest belongs to, which
// packages are its members, and in which order. Where cargo would refuse, the
// answer is an error. It also reads the nested_workspace tables of this
// project.
//
// It follows src/cargo/core/workspace.rs and src/cargo/util/toml/mod.rs of
// cargo 1.95. It does not run cargo, does not resolve dependencies, and does
// not check what discovery does not need: a manifest that cargo rejects for a
// malformed version, an unknown edition or a missing src/lib.rs is read here.
package manifest
