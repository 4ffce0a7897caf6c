// Package builddir knows the directories that cargo builds in by what cargo
// writes into them: which directory is one, and which files lock it.
//
// It only looks. Which directory a cargo would build in is for package config
// to say, and who holds a lock for package deadlock.
package builddir
