// Command drift measures what `cargo nw drift` costs: from nothing and from its
// cache, in a workspace of 8 members with 250 packages, and `--align` over four
// lock files.
//
//	go run ./bench/drift                 lines of a Markdown table, in a minute, without a network
//	go run ./bench/drift -dir WORKSPACE  drift in this workspace instead of a generated one
//
// The CPU time is that of all processes, the fastest of three runs; wall time
// depends on what else the machine does.
package main
