//go:build unix

package ending_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// talkingWorld has a cargo that prints its directory, and two workspaces.
func talkingWorld(t *testing.T) *harness.World {
	t.Helper()
	return harness.Fake(t, harness.Files{"Cargo.toml": harness.Outer(`["a"]`), "a/Cargo.toml": harness.Package("a")}).Playing("pwd")
}

// What passes through us and cannot be written is an error of ours; the runs go
// on, and their logs are complete.
func TestOutputOnFullDisk(t *testing.T) {
	t.Parallel()
	w := talkingWorld(t)
	got := streamed(w, full(t), nil, "--output", "group", "--log-dir", "logs", "check")
	if got.Code != 3 || !strings.HasSuffix(got.Stderr, "\ncargo-nw: error: writing the output: no space left on device\n") {
		t.Errorf("status %d\n%s", got.Code, got.Stderr)
	}
	if log, err := os.ReadFile(filepath.Join(w.Dir, "logs", "02-a.log")); string(log) != filepath.Join(w.Dir, "a")+"\n" {
		t.Errorf("the log is %q, %v", log, err)
	}
	if err := os.Remove(filepath.Join(w.Dir, "logs", "02-a.log")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(w.Dir, "logs", "02-a.log"), 0o700); err != nil {
		t.Fatal(err)
	}
	got = w.NW("--log-dir", "logs", "check")
	if got.Code != 3 || !strings.Contains(got.Stderr, "cargo-nw: error: writing a log: ") || strings.Count(got.Stdout, "\n") != 2 {
		t.Errorf("a log that cannot be made: status %d\n%s%s", got.Code, got.Stdout, got.Stderr)
	}
}

// If the reader has read enough, nothing is reported; what would come after
// does not run.
func TestUnreadGroup(t *testing.T) {
	t.Parallel()
	w := talkingWorld(t)
	if got := streamed(w, unread(t), nil, "--output", "group", "check"); got.Code != 141 || strings.Contains(got.Stderr, "error:") {
		t.Errorf("status %d\n%s", got.Code, got.Stderr)
	}
}
