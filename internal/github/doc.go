// Package github speaks the workflow commands of GitHub Actions: lines that its
// runner acts on when it finds them in the output of a step.
//
// It only makes and reads lines. Others decide whether they are wanted, and
// where they go.
package github
