// Package builddir knows the directories that cargo builds in by what cargo
// writes into them: which directory is one, and which files lock it.
//
// It looks, and holds locks; it changes nothing. Package config says which
// directory a cargo would build in, and package deadlock which process holds a
// lock.
package builddir
