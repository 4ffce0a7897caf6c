//go:build !unix

package proc

import "os"

// FromTerminal is true: there is no other way to be interrupted here.
func FromTerminal(os.Signal) bool { return true }
