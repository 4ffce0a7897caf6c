package proc

import "os"

// family is a process that we have started and what is in its job.
//
// There are no signals here to pass on. Ctrl-C and Ctrl-Break reach all
// processes of the console, including ours (see [FromTerminal]). Sending one
// ourselves would also reach the process that started us or, with a process
// group for each child, keep the user's own from it.
type family struct {
	root  *os.Process
	tie   tie
	ended bool // by us
}

func newFamily(root *os.Process, held tie, _ bool) *family { return &family{root: root, tie: held} }

func (f *family) signal(os.Signal) {
	f.ended = true
	if f.tie.terminate() != nil {
		_ = f.root.Kill()
	}
}

// alive says whether any of those that we have ended is left. What a key has
// not ended along with its cargo is a server for later.
func (f *family) alive() bool { return f.ended && f.tie.running() > 0 }

// minds says whether a process would not simply end at a signal. That is
// unknown here.
func minds(int, os.Signal) bool { return true }
