package proc

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// start starts cmd so that the kernel ends it when we are killed and cannot end
// it ourselves.
func start(cmd *exec.Cmd) (tie, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	started := make(chan error)
	starter() <- func() { started <- cmd.Start() }
	return tie{}, <-started
}

// starter is the thread that starts all children. The kernel watches the thread
// that started a child (prctl(2), PR_SET_PDEATHSIG), so that it lives as long as
// we do. Runs that each lock a thread of their own would wake two for whatever
// happens.
var starter = sync.OnceValue(func() chan<- func() {
	starts := make(chan func())
	go func() {
		runtime.LockOSThread()
		for start := range starts {
			start()
		}
	}()
	return starts
})
