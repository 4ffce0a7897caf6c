// Command share measures what `share = true` saves, in a tree like one that was
// published: 11 small workspaces, 32 crates, ten of them called plugin.
//
//	go run ./bench/share                 a Markdown table; needs crates.io, and ten minutes or an hour
//	go run ./bench/share -only sharing   one contender
//	go run ./bench/share -only turns     who waits for whom, in a tiny tree
//
// It counts what was compiled by cargo's own messages, the CPU time of all
// processes, and each file on disk once; and it looks into the programs, whether
// each is its workspace's own. Wall time depends on what else the machine does.
package main
