// Package completion is shell completion: what may be completed at the cursor,
// and the scripts that ask.
//
// The scripts are small and contain none of our words: at each TAB they call
// `cargo-nw completion --candidates WORD… .WORD` with the words up to the
// cursor. The last one is unfinished and may be empty; it has a dot in front
// because PowerShell before 7.3 drops an empty argument. The first line of the
// answer is its kind, a tab, and a detail:
//
//	words PREFIX         candidates follow, one a line, each with a tab and its
//	                     description; they follow PREFIX, which the word
//	                     already has ("--report=")
//	file PREFIX          a path of a file, by the shell's own means
//	directory PREFIX     a path of a directory
//	cargo N              what cargo's own completion says with `cargo`
//	                     in place of the first N words
//
// Candidates are not filtered by what has been typed, because shells have their
// own ways to match. The package runs no program and reads no file: the [World]
// answers what depends on the current directory.
package completion
