// Package deadlock finds out who waits for whom among the processes that lock
// files: whether somebody waits for ever, or only for his turn. Where nobody
// says who waits, it finds out which files are locked at all.
//
// It reads and judges. It ends nothing, takes no lock but for the moment of
// asking, and knows nothing of cargo.
package deadlock
