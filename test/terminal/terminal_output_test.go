//go:build unix

package terminal_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unicode/utf8"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// onTerminal is cargo-nw on a terminal, in a workspace with two nested ones, a
// and b.
type onTerminal struct {
	*harness.Terminal
	w *harness.World
}

// startOnTerminal starts it. The fake cargo plays a role.
func startOnTerminal(t *testing.T, columns uint16, env []string, role string, argv ...string) onTerminal {
	t.Helper()
	w := harness.Fake(t, harness.Files{
		"Cargo.toml": harness.Outer(`["a", "b"]`), "a/Cargo.toml": harness.Package("a"), "b/Cargo.toml": harness.Package("b"),
	})
	w = w.Playing(role).Without("CARGO_TERM_COLOR").With("TERM=xterm").With(env...)
	if err := syscall.Mkfifo(filepath.Join(w.Home, "fifo"), 0o600); err != nil {
		t.Fatal(err)
	}
	return onTerminal{w.Terminal(columns, ".", slices.Concat([]string{"cargo-nw", "nw"}, argv)...), w}
}

// release lets a run that waits end.
func (o onTerminal) release() {
	o.w.T.Helper()
	if err := os.WriteFile(filepath.Join(o.w.Home, "fifo"), []byte("yes\n"), 0); err != nil {
		o.w.T.Fatal(err)
	}
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

// TestStatusLineOnTerminal checks that it comes, is cut, and leaves nothing behind.
func TestStatusLineOnTerminal(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"group", "prefix"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			o := startOnTerminal(t, 36, nil, waitingCargo, "--output", mode, "check")
			for _, status := range []string{" 1, done 0/3, 0s: .", " 1, done 1/3, ", " 1, done 2/3, "} {
				o.Until("\x1b[1;96m     Running\x1b[0m" + status)
				o.release()
			}
			code, screen := o.Wait()
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

// TestStatusLineIsErasedOnInterrupt types Ctrl-C during a run.
func TestStatusLineIsErasedOnInterrupt(t *testing.T) {
	t.Parallel()
	o := startOnTerminal(t, 80, nil, waitingCargo, "--output", "group", "check")
	o.Until("done 0/3")
	o.Type("\x03")
	code, screen := o.Wait()
	left := visible(screen)
	if code != 130 || strings.Contains(left, "Running") || !strings.Contains(left, "skipped\x1b[0m a (interrupted)") {
		t.Errorf("status %d, left on the terminal:\n%q", code, screen)
	}
}

// TestColorOnTerminal checks what runs get whose output passes through us.
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
			code, screen := o.Wait()
			if code != 0 || strings.Count(screen, "colour: "+tt.colour+"\n") != 3 {
				t.Errorf("status %d, on the terminal:\n%q", code, screen)
			}
		})
	}
}
