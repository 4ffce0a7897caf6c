//go:build unix

package traverse

import (
	"bytes"
	"testing"

	"github.com/creack/pty"

	"github.com/cargo-nw/cargo-nw/internal/command"
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
	c := command.Call{Stderr: slave, Env: []string{"TERM=xterm"}}
	if width := statusWidth(c); width == nil || width() != 77 {
		t.Error("a terminal has no width")
	}
	c.Env = []string{"TERM=dumb"}
	if statusWidth(c) != nil {
		t.Error("a dumb terminal has a status line")
	}
	c = command.Call{Stderr: &bytes.Buffer{}}
	if statusWidth(c) != nil {
		t.Error("a pipe has a status line")
	}
}
