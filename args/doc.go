// Package args is cargo's command-line grammar: it takes a command line apart
// as cargo 1.95 does, says what the line asks for, and decides which part of it
// a nested run receives.
//
// All functions are pure. The package reads no files and no environment,
// resolves no paths, looks up no external subcommands and starts nothing; what
// an alias stands for is asked of the caller. It does not validate what cargo
// validates itself: a line that cargo refuses may be taken apart in any way,
// but never with a panic. Words are byte strings and come out as they went in,
// whatever bytes they hold.
package args
