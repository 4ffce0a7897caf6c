//go:build unix

package terminal_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestFailureOnTerminal ends with what is wrong: in one piece per workspace with
// the errors, as paths from here; where each run has the terminal, with what is
// known about them, and how to see them again.
func TestFailureOnTerminal(t *testing.T) {
	t.Parallel()
	const failing = `case "$(basename "$PWD")" in a) printf '\033[1m\033[91merror\033[0m: broken\n \033[94m--> \033[0msrc/lib.rs:1:1\n\n' >&2; exit 101 ;; esac`
	const summary = "\x1b[1;91m     Summary\x1b[0m 3 workspaces in "
	const end = "\x1b[1;91m      failed\x1b[0m a (status 101) "
	const again = "\x1b[1;96m       again\x1b[0m cargo nw --only a check"
	for mode, errors := range map[string]bool{"stream": false, "group": true, "prefix": true, "errors": true} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			o := startOnTerminal(t, 80, nil, failing, "--output", mode, "check")
			code, screen := o.Wait()
			left := visible(strings.ReplaceAll(screen, "\r\n", "\n"))
			_, last, found := strings.Cut(left, "\x1b[1;91m      Failed\x1b[0m a (2/3) in ")
			if code != 101 || found != errors {
				t.Fatalf("status %d, on the terminal:\n%q", code, screen)
			}
			if _, said, ok := strings.Cut(last, "s\n"); errors && (!ok || !strings.HasPrefix(said, "\x1b[1m\x1b[91merror\x1b[0m: broken\n \x1b[94m--> \x1b[0ma/src/lib.rs:1:1\n\x1b[0m"+summary)) {
				t.Errorf("the errors are not there:\n%q", last)
			}
			lines := strings.Split(strings.TrimSpace(left), "\n")
			if n := len(lines); !strings.HasPrefix(lines[n-2], end) || lines[n-1] != again {
				t.Errorf("the end is %q", lines[n-2:])
			}
		})
	}
}

// TestHelpOnTerminal is as wide as the terminal.
func TestHelpOnTerminal(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.TwoWorkspaces())
	for columns, fewer := range map[uint16]bool{60: false, 100: true} {
		code, screen := w.Terminal(columns, ".", "cargo-nw", "nw", "list", "--help").Wait()
		if code != 0 {
			t.Fatalf("status %d: %s", code, screen)
		}
		wide := 0
		for line := range strings.Lines(screen) {
			wide = max(wide, len(strings.TrimRight(line, "\r\n")))
		}
		if wide > int(columns) || wide > 80 != fewer {
			t.Errorf("%d columns: the widest line has %d", columns, wide)
		}
	}
}
