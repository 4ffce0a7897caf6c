//go:build unix

package harness

import (
	"os/exec"
	"syscall"
)

// ownGroup has a command in a process group of its own, which ends as a whole:
// it is not the group of the user's terminal either.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
