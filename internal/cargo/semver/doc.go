// Package semver compares the versions of packages, and says which of them a
// requirement in a Cargo.toml admits.
//
// It is the dialect of Rust's crate semver 1.0, which cargo uses: `1.2` means
// `^1.2`. It does not choose a version: that is the resolver's.
package semver
