//go:build unix

package cli

import (
	"bytes"
	"testing"

	"github.com/creack/pty"
)

// TestStatusWidth asks where there may be a status line.
func TestStatusWidth(t *testing.T) {
	t.Parallel()
	master, slave, err := pty.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = master.Close(), slave.Close() }()
	if err := pty.Setsize(slave, &pty.Winsize{Rows: 24, Cols: 77}); err != nil {
		t.Fatal(err)
	}
	s := session{std: stdio{err: slave}, env: []string{"TERM=xterm"}}
	if width := s.statusWidth(); width == nil || width() != 77 {
		t.Error("a terminal has no width")
	}
	s.env = []string{"TERM=dumb"}
	if s.statusWidth() != nil {
		t.Error("a dumb terminal has a status line")
	}
	s = session{std: stdio{err: &bytes.Buffer{}}}
	if s.statusWidth() != nil {
		t.Error("a pipe has a status line")
	}
}
