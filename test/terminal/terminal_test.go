//go:build unix

package terminal_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestTerminal checks that in sequence each cargo has the terminal itself, on
// all three streams, so that its colours and its progress bar are as ever.
func TestTerminal(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.Files{"Cargo.toml": harness.Outer(`["a"]`), "a/Cargo.toml": harness.Package("a")}).
		Playing("for fd in 0 1 2; do test -t $fd && printf \"fd$fd \"; done; tty")
	code, screen := w.Without("CARGO_TERM_COLOR").With("TERM=xterm").Terminal(80, ".", "cargo-nw", "nw", "check").Wait()
	if code != 0 {
		t.Fatalf("status %d\n%s", code, screen)
	}
	if n := strings.Count(screen, "fd0 fd1 fd2 /dev/pts/"); n != 2 {
		t.Errorf("want two cargos that see the terminal, got %d:\n%s", n, screen)
	}
	if !strings.Contains(screen, "\x1b[1;92m      Nested\x1b[0m") {
		t.Errorf("our own lines are not coloured on a terminal:\n%q", screen)
	}
}
