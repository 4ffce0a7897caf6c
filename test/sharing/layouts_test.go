package sharing_test

import (
	"flag"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// all adds a minute of work: the largest tests run in the other layout, too.
var all = flag.Bool("all", false, "also run the slow tests in the new layout of the build directory")

// today is the layout of the stable cargo.
const today = "today"

// layouts are the words before the subcommand that select each layout of the
// build directory: today's, and with a nightly that of cargo 1.100.
func layouts(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{today: nil}
	if realcargo.HasToolchain(t, "nightly") {
		found["new"] = []string{"+nightly", "-Z", "build-dir-new-layout"}
	}
	return found
}

// in is the world with a cargo that knows the layout.
func (w *world) in(layout string) *world {
	if layout == today {
		return w
	}
	return w.plain()
}
