// Package execution runs a plan: in its order or several steps at once, by turns
// where two want the same directory, with tokens where jobs are limited, again
// where a run has failed and the plan allows it ([Run] → [Report]). [Guarded]
// ends a run whose processes wait for each other for ever.
//
// It decides nothing about what is to run and changes no plan. It prints nothing:
// an [Observer] says what happens, a [Runner] has the streams. Processes start in
// package proc only.
package execution
