// Command share measures what `share = true` saves, in a tree like one that was
// published: 11 small workspaces, 31 crates, ten of them called plugin.
//
//	go run ./bench/share                 a Markdown table; needs crates.io, and an hour of a slow machine
//	go run ./bench/share -only sharing   one contender
//
// It counts what was compiled by cargo's own messages, the CPU time of all
// processes, and each file on disk once; and it looks into the programs, whether
// each is its workspace's own. Wall time depends on what else the machine does.
package main
