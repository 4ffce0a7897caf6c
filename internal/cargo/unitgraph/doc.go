// Package unitgraph asks cargo what a build would compile: its unit graph, which
// has each crate with its features, its profile and what it is compiled with.
//
// The flag is unstable (https://github.com/rust-lang/cargo/issues/8002). A format
// that is not known is an [ErrFormat], and [ParseTree] reads what `cargo tree`
// says instead. It builds nothing, downloads nothing, and writes nothing but into
// the directories that it is given. It does not say what is a difference; that
// is for package variant.
package unitgraph
