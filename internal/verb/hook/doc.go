// Package hook is `cargo-nw hook build` and `cargo-nw hook test`: the end of
// direct mode that build scripts and tests call.
//
// It speaks the build script protocol on stdout and to the person on stderr.
// What may run and how is decided in nested and lockguard; this package
// observes, asks, runs and tells cargo when to come again.
package hook
