//go:build !unix && !windows

package proc

import "os"

// family is one process: there are no signals here to pass on.
type family struct{ root *os.Process }

func newFamily(root *os.Process, _ tie, _ bool) *family { return &family{root: root} }

func (f *family) signal(os.Signal) { _ = f.root.Kill() }

func (*family) alive() bool { return false }

// minds says whether a process would not simply end at a signal. That is
// unknown here.
func minds(int, os.Signal) bool { return true }
