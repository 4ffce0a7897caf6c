package proc

import (
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// controlC is how a process ends that has no handler for Ctrl-C and Ctrl-Break.
const controlC = uint32(windows.STATUS_CONTROL_C_EXIT)

// status is the exit code, but for a process that Ctrl-C has ended: that is what
// elsewhere is a death by SIGINT.
func status(s *os.ProcessState) (code int, signal string) {
	if code = s.ExitCode(); uint32(code) == controlC { //nolint:gosec // Windows has 32 bits
		return 128 + int(syscall.SIGINT), syscall.SIGINT.String()
	}
	return code, ""
}
