//go:build unix

package blackbox_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/creack/pty"
)

// onTerminal is cargo-nw on a terminal of its own, with a shell script as cargo.
type onTerminal struct {
	t      *testing.T
	cmd    *exec.Cmd
	file   *os.File
	screen bytes.Buffer
}

// startOnTerminal runs cargo-nw in a workspace with two nested ones, a and b.
func startOnTerminal(t *testing.T, columns uint16, env []string, script string, argv ...string) *onTerminal {
	t.Helper()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bin", "cargo"), "#!/bin/sh\n"+script)
	if err := os.Chmod(filepath.Join(dir, "bin", "cargo"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "ws", "Cargo.toml"), containing("outer", "a", "b"))
	write(t, filepath.Join(dir, "ws", "a", "Cargo.toml"), containing("a"))
	write(t, filepath.Join(dir, "ws", "b", "Cargo.toml"), containing("b"))
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	if err := syscall.Mkfifo(filepath.Join(dir, "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	o := &onTerminal{t: t, cmd: exec.CommandContext(ctx, program(t), slices.Concat([]string{"nw"}, argv)...)}
	o.cmd.Dir = filepath.Join(dir, "ws")
	o.cmd.Env = append([]string{"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "HOME=" + dir, "TERM=xterm", "TMPDIR=" + dir}, env...)
	var err error
	if o.file, err = pty.StartWithSize(o.cmd, &pty.Winsize{Rows: 24, Cols: columns}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.file.Close() })
	return o
}

// until reads the terminal until the text is on it; at the end of the terminal
// it gives up, and "" reads to there.
func (o *onTerminal) until(text string) {
	o.t.Helper()
	from := o.screen.Len()
	buffer := make([]byte, 4096)
	for text == "" || !strings.Contains(o.screen.String()[from:], text) {
		n, err := o.file.Read(buffer)
		o.screen.Write(buffer[:n])
		if err != nil {
			if text != "" {
				o.t.Fatalf("%q did not come:\n%q", text, o.screen.String())
			}
			return
		}
	}
}

// release lets a run that waits end.
func (o *onTerminal) release() {
	o.t.Helper()
	if err := os.WriteFile(filepath.Join(filepath.Dir(o.cmd.Dir), "fifo"), []byte("yes\n"), 0); err != nil {
		o.t.Fatal(err)
	}
}

// wait gives the exit status and all that was on the terminal.
func (o *onTerminal) wait() (code int, screen string) {
	o.t.Helper()
	o.until("")
	_ = o.cmd.Wait()
	return o.cmd.ProcessState.ExitCode(), strings.ReplaceAll(o.screen.String(), "\r\n", "\n")
}

// visible is what is left of a status line that is erased.
func visible(screen string) string {
	var kept []string
	for line := range strings.Lines(screen) {
		if i := strings.LastIndex(line, "\r\x1b[K"); i >= 0 {
			line = line[i+len("\r\x1b[K"):]
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "")
}

const waitingCargo = `test -t 1 || test -t 2 && echo "has the terminal"
echo "colour: $CARGO_TERM_COLOR"
line=
while test -z "$line"; do # what another one was released by may have ended here
	read line <"$HOME/fifo"
done
echo "read $line" >&2
`

// TestStatusLineOnTerminal holds that it comes, is cut, and leaves nothing behind.
func TestStatusLineOnTerminal(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"group", "prefix"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			o := startOnTerminal(t, 36, nil, waitingCargo, "--output", mode, "check")
			for _, status := range []string{" 1, done 0/3, 0s: .", " 1, done 1/3, ", " 1, done 2/3, "} {
				o.until("\x1b[1;36m     Running\x1b[0m" + status)
				o.release()
			}
			code, screen := o.wait()
			left := visible(screen)
			if code != 0 || strings.Contains(left, "Running") || strings.Contains(left, "has the terminal") {
				t.Errorf("status %d, left on the terminal:\n%s", code, left)
			}
			if strings.Count(left, "colour: always\n") != 3 || strings.Count(left, "read yes\n") != 3 {
				t.Errorf("left on the terminal:\n%s", left)
			}
			for line := range strings.SplitSeq(screen, "\r\x1b[K") {
				if _, rest, ok := strings.Cut(line, "Running\x1b[0m"); ok && utf8.RuneCountInString(rest) > 35-12 {
					t.Errorf("too long: %q", line)
				}
			}
		})
	}
}

// TestStatusLineIsErasedOnInterrupt types Ctrl-C while a run is made.
func TestStatusLineIsErasedOnInterrupt(t *testing.T) {
	t.Parallel()
	o := startOnTerminal(t, 80, nil, waitingCargo, "--output", "group", "check")
	o.until("done 0/3")
	if _, err := o.file.WriteString("\x03"); err != nil {
		t.Fatal(err)
	}
	code, screen := o.wait()
	left := visible(screen)
	if code != 130 || strings.Contains(left, "Running") || !strings.Contains(left, "skipped\x1b[0m a (interrupted)") {
		t.Errorf("status %d, left on the terminal:\n%q", code, screen)
	}
}

// TestColorOnTerminal asks what runs are told whose output passes through us.
func TestColorOnTerminal(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		env, argv []string
		colour    string
	}{
		{"group", nil, []string{"--output", "group", "check", "-q"}, "always"},
		{"stream", nil, []string{"check"}, ""},
		{"log", nil, []string{"--log-dir", "logs", "check"}, "always"},
		{"the user's variable", []string{"CARGO_TERM_COLOR=auto"}, []string{"--output", "group", "check"}, "auto"},
		{"the user's argument", nil, []string{"--output", "group", "check", "--color=never"}, ""},
		{"no colours at all", []string{"NO_COLOR=1"}, []string{"--output", "group", "check"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := startOnTerminal(t, 80, tt.env, `echo "colour: $CARGO_TERM_COLOR"`, tt.argv...)
			code, screen := o.wait()
			if code != 0 || strings.Count(screen, "colour: "+tt.colour+"\n") != 3 {
				t.Errorf("status %d, on the terminal:\n%q", code, screen)
			}
		})
	}
}
