package proc

import (
	"os/exec"
	"runtime"
	"syscall"
)

// tie lets the kernel end the child when we are killed and cannot end it
// ourselves. The kernel watches the thread that started the child, so it is
// kept until untie.
func tie(cmd *exec.Cmd) (untie func()) {
	runtime.LockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	return runtime.UnlockOSThread
}
