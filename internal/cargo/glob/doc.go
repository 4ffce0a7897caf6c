// Package glob is the dialect of Rust's crate glob 0.3, in which cargo reads the
// members of a workspace and the names of packages.
//
// It knows `?`, `*`, `[a-z]`, `[!a-z]` and, as a whole component of a path,
// `**`; braces and backslashes are plain characters. The patterns of cargo-nw's
// own options, such as --only, are not in this dialect.
package glob
