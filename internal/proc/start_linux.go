package proc

import (
	"os/exec"
	"runtime"
	"sync"
	"syscall"
)

// start starts cmd so that the kernel ends it if we are killed and cannot end
// it ourselves.
func start(cmd *exec.Cmd) (tie, error) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	started := make(chan error)
	starter() <- func() { started <- cmd.Start() }
	return tie{}, <-started
}

// starter is the thread that starts all children. The kernel watches the thread
// that started a child (prctl(2), PR_SET_PDEATHSIG), so it lives as long as we
// do. If each run locked its own thread, every event would wake two.
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
