//go:build !unix

package proc

import "os"

// family is one process: there are no signals here that could be handed on.
type family struct{ root *os.Process }

func below(p *os.Process) *family { return &family{root: p} }

func (*family) join(*family) {}

func (f *family) signal(os.Signal) { _ = f.root.Kill() }

func (*family) alive() bool { return false }
