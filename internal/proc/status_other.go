//go:build !unix && !windows

package proc

import "os"

// status is the exit code: there are no signals to tell apart here.
func status(s *os.ProcessState) (code int, signal string) {
	return s.ExitCode(), ""
}
