// Command unify measures what `cargo nw unify` saves, in a workspace of 8 members
// with a procedural macro and a local build dependency, and what cargo-hakari
// saves there.
//
//	go run ./bench/unify                  a Markdown table; needs crates.io, and half an hour of a slow machine
//	go run ./bench/unify -only unify      one contender
//	go run ./bench/unify -hakari PROGRAM  cargo-hakari 0.9.39, if it is not on PATH
//
// Each contender runs `cargo check --workspace` from nothing, then `cargo check -p`
// for each member. What is compiled is counted by cargo's own messages, the CPU
// time is that of all processes; wall time depends on what else the machine does.
package main
