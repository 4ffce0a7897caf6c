// Package execution runs a plan: in its order or several steps at once, in turn
// if two want the same directory, with tokens if jobs are limited, again if a
// run has failed and the plan allows it ([Run] → [Report]). [Guarded] ends a
// run whose processes are deadlocked.
//
// It does not decide what runs, and changes no plan. It prints nothing: an
// [Observer] says what happens, a [Runner] has the streams. Processes start in
// package proc only.
package execution
