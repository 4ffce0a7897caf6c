// Package doctor examines a tree of workspaces for what is wrong with it, or
// may surprise: one file per rule.
//
// It only reads. It runs no cargo, changes nothing, and does not judge matters
// of taste. What differs between workspaces is the business of package drift.
package doctor
