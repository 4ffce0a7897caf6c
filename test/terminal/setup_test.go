//go:build unix

package terminal_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// asking has setup at a terminal, where it asks.
func asking(t *testing.T) (*harness.World, *harness.Terminal) {
	t.Helper()
	w := harness.New(t, harness.Files{"Cargo.toml": harness.Package("outer")}, harness.Library("inner", "inner"))
	return w, w.Terminal(80, ".", "cargo-nw", "nw", "setup")
}

// TestSetupAsks checks that at a terminal it shows what it would do, and writes
// after a yes only.
func TestSetupAsks(t *testing.T) {
	t.Parallel()
	for answer, writes := range map[string]bool{"y\n": true, "Yes\n": true, "\n": false, "no\n": false, "\x04": false} {
		w, terminal := asking(t)
		terminal.Type(answer)
		code, shown := terminal.Wait()
		if code != 0 || !strings.Contains(shown, `"inner"`) || !strings.Contains(shown, "Write this? [y/N]") {
			t.Errorf("%q: status %d, shown was\n%s", answer, code, shown)
		}
		if text := w.Read("Cargo.toml"); strings.Contains(text, "roots") != writes {
			t.Errorf("%q: wrote\n%s", answer, text)
		}
	}
}

// TestSetupInterrupted types Ctrl-C at the question: that is a no, at once.
func TestSetupInterrupted(t *testing.T) {
	t.Parallel()
	w, terminal := asking(t)
	terminal.Until("[y/N] ")
	terminal.Type("\x03")
	code, shown := terminal.Wait()
	if text := w.Read("Cargo.toml"); code != 130 || strings.Contains(text, "roots") || !strings.Contains(shown, "nothing was written") {
		t.Errorf("status %d\n%s\n%s", code, shown, text)
	}
}
