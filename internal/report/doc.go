// Package report turns plans and reports into text: lines around each run, the
// summary, the dry run, JSON, JUnit, the page of timings, and the messages of
// cargo-nw itself.
//
// It writes to the writers it is given and decides nothing. Stdout is only for
// what was asked for; everything else goes to stderr.
package report
