// Command skeleton measures what `cargo nw skeleton` saves, in a generated
// project of three workspaces that depend on one another and on crates.io.
//
//	go run ./bench/skeleton                   Markdown; needs crates.io, and half an hour of a slow machine
//	go run ./bench/skeleton -only many        the time that the verb itself takes, over 1,000 packages
//	go run ./bench/skeleton -chef PROGRAM     cargo-chef beside it, on the one workspace that it can do
//
// It plays the layers of an image with directories: the skeleton is copied and
// built, the sources are copied over it with times of 2001, one of them is edited,
// and they are built. It counts what was compiled by cargo's own messages and the
// CPU time of all processes, and runs what was built. Wall time depends on what
// else the machine does.
package main
