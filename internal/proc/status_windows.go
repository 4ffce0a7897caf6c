package proc

import (
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

// controlC is the exit code of a process without a handler for Ctrl-C and
// Ctrl-Break.
const controlC = uint32(windows.STATUS_CONTROL_C_EXIT)

// status is the exit code, except for a process that Ctrl-C has ended: that
// counts as a death by SIGINT elsewhere.
func status(s *os.ProcessState) (code int, signal string) {
	if code = s.ExitCode(); uint32(code) == controlC { //nolint:gosec // Windows has 32 bits
		return 128 + int(syscall.SIGINT), syscall.SIGINT.String()
	}
	return code, ""
}
