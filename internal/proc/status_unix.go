//go:build unix

package proc

import (
	"os"
	"syscall"
)

// status distinguishes an exit from a death by signal; 128+n is what a shell
// reports.
func status(s *os.ProcessState) (code int, signal string) {
	if ws, ok := s.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		return 128 + int(ws.Signal()), ws.Signal().String()
	}
	return s.ExitCode(), ""
}
