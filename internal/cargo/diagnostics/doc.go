// Package diagnostics finds what a person needs to see in what a cargo command
// has printed: the errors in its text, and the compiler's diagnostics in its
// JSON messages.
//
// It reads bytes that its caller passes. Where and how to show what it found is
// not its business.
package diagnostics
