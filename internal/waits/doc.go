// Package waits finds out who waits for whom among the processes that lock
// files: whether somebody waits for ever, or only for his turn.
//
// It reads and judges. It ends nothing, and it knows nothing of cargo.
package waits
