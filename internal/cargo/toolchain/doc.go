// Package toolchain knows how rustup chooses a toolchain: the files, the
// variables, the settings, and the form of names and versions.
//
// It reads what rustup would read, and never starts rustup.
package toolchain
