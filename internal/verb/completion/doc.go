// Package completion is shell completion: what may stand at the cursor, and the
// scripts that ask.
//
// The scripts are small and know no word of ours: at each TAB they call
// `cargo-nw completion --candidates WORD… .WORD` with the words up to the
// cursor. The last one is unfinished and may be empty; the dot before it is
// there because PowerShell before 7.3 drops an empty argument. The first line
// of the answer is its kind, a tab, and a detail:
//
//	words PREFIX         candidates follow, one a line, each with a tab and its
//	                     description; they stand behind PREFIX, which the word
//	                     already has ("--report=")
//	file PREFIX          a path of a file, by the shell's own means
//	directory PREFIX     a path of a directory
//	cargo N              what cargo's own completion says where `cargo` stands
//	                     in place of the first N words
//
// Candidates are not filtered by what has been typed, because shells have
// their own ways to match. The package runs no program and reads no file: what
// depends on where the user stands is asked of the [World].
package completion
