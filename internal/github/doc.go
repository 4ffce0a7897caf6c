// Package github speaks the workflow commands of GitHub Actions: lines that
// its runner acts on where it finds them in the output of a step.
//
// It only makes and reads lines. Whether they are wanted, and where they go, is
// decided by others.
package github
