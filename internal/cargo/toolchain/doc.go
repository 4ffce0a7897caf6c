// Package toolchain knows how rustup chooses a toolchain: by which files, by
// which variables, in which settings, and how its names and versions read.
//
// It reads what rustup would read. It does not start rustup, and does not know
// which toolchains are installed.
package toolchain
