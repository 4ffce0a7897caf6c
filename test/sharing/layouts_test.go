package sharing_test

import (
	"flag"
	"os/exec"
	"testing"
)

// all adds a minute of work: the largest tests run in the other layout, too.
var all = flag.Bool("all", false, "also run the slow tests in the new layout of the build directory")

// layouts are the words before the subcommand that select each layout of the
// build directory: today's, and with a nightly that of cargo 1.100.
func layouts(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{"today": nil}
	if exec.CommandContext(t.Context(), "cargo", "+nightly", "--version").Run() == nil {
		found["new"] = []string{"+nightly", "-Z", "build-dir-new-layout"}
	}
	return found
}
