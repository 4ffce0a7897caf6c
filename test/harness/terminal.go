//go:build unix

package harness

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// Terminal is a program on its own terminal, in its own session.
type Terminal struct {
	Cmd    *exec.Cmd
	t      *testing.T
	file   *os.File
	screen bytes.Buffer
}

// Terminal starts a program in a directory of the World on a terminal of so many
// columns.
func (w *World) Terminal(columns uint16, dir string, argv ...string) *Terminal {
	w.T.Helper()
	o := &Terminal{Cmd: w.Command(dir, argv...), t: w.T}
	o.Cmd.SysProcAttr = nil // a session is a group
	var err error
	if o.file, err = pty.StartWithSize(o.Cmd, &pty.Winsize{Rows: 24, Cols: columns}); err != nil {
		w.T.Fatal(err)
	}
	w.T.Cleanup(func() { _ = o.file.Close() })
	return o
}

// Until reads the terminal until the text is on it that was not when it was
// called. If no process has the terminal any more, the test fails.
func (o *Terminal) Until(text string) {
	o.t.Helper()
	for from := o.screen.Len(); !strings.Contains(o.screen.String()[from:], text); {
		if !o.read() {
			o.t.Fatalf("%q did not come:\n%q", text, o.screen.String())
		}
	}
}

// read reads some more, and says whether anybody has the terminal.
func (o *Terminal) read() bool {
	buffer := make([]byte, 4096)
	n, err := o.file.Read(buffer) // EIO is how a terminal ends
	o.screen.Write(buffer[:n])
	return err == nil
}

// Type types.
func (o *Terminal) Type(keys string) {
	o.t.Helper()
	if _, err := o.file.WriteString(keys); err != nil {
		o.t.Fatal(err)
	}
}

// Wait reads until no process has the terminal any more, and returns the exit
// status and all that was on it.
func (o *Terminal) Wait() (code int, screen string) {
	o.t.Helper()
	for o.read() {
		continue
	}
	_ = o.Cmd.Wait()
	return o.Cmd.ProcessState.ExitCode(), strings.ReplaceAll(o.screen.String(), "\r\n", "\n")
}
