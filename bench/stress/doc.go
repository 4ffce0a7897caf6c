// Command stress runs many cargo commands at once on one tree of nested
// workspaces, round after round, and counts what hangs, fails, or builds the
// wrong program.
//
//	go run ./bench/stress                            200 rounds with cargo-nw
//	go run ./bench/stress -subject peer -peer DIR    the same with cargo-nested
//	go run ./bench/stress -detector 5                hangs, and how soon they are ended (Linux)
//
// The rounds are drawn from a seed, so those of two subjects are the same. A
// short form runs with the tests. Command bench times; this does not.
package main
