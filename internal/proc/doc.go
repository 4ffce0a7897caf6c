// Package proc starts one process and says how it ended.
//
// It is the only place that starts cargo. It decides nothing: what to run,
// where, with which environment and whether at all is decided elsewhere.
package proc
