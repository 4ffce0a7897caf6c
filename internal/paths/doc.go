// Package paths has the questions about paths that several packages ask, each
// with one answer.
//
// It knows nothing of cargo, writes nothing, and reads only whether something
// is there. What cannot be examined is not there. [Inside] and [Relative]
// compare paths as they are written: to compare places, resolve both first.
package paths
