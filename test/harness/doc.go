// Package harness is what all rooms of tests share: a World to run programs in,
// the Outcome of a program, manifests, one fake cargo, one terminal.
//
// It knows nothing of what is tested: no message of cargo-nw is here, and no
// decision about what is right. Nothing sleeps, and every program has a time
// limit.
package harness
