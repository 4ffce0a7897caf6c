// Package output passes what the runs of a plan print to our own streams: as it
// comes, in one piece per workspace, or each line with its workspace. It also
// keeps it in log files, and shows on a terminal what is going on.
//
// [Console] is the [execution.Runner] and the [execution.Observer] of a traversal.
// The bytes of a run are passed on as they are: nothing is reordered within a
// stream or read as anything but lines, and only cargo's notes about locks that
// it no longer waits for are left out. What to run, and in which order, is not
// decided here; neither is an exit status.
package output
