// Package doctor looks over a tree of workspaces for what is wrong with it, or
// will surprise somebody: one file a rule.
//
// It only reads. It runs no cargo, changes nothing, and does not judge what is
// a matter of taste: two workspaces that differ are told, not blamed.
package doctor
