//go:build !windows

package proc

// tie is what a system holds a child and its descendants by. Here that is their
// ancestry, see family.
type tie struct{}

func (tie) end() {}
