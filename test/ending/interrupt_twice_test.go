//go:build linux

package ending_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// stubborn is a cargo that says when a signal comes and does not end. Its own
// child ignores what the terminal sends.
const stubborn = `[ -e stubborn ] || exit 0
trap 'echo unmoved' INT
sleep 3600 &
echo waiting
while :; do wait; done
`

// TestInterruptedTwice types Ctrl-C twice on a terminal, as somebody does whom
// the first one did not help.
func TestInterruptedTwice(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.Files{
		"Cargo.toml": harness.Outer(`["a", "b"]`), "a/Cargo.toml": harness.Package("a"), "a/stubborn": "", "b/Cargo.toml": harness.Package("b"),
	}).Playing(stubborn)
	terminal := w.Terminal(80, ".", "cargo-nw", "check")
	for _, word := range []string{"waiting\r\n", "unmoved\r\n"} {
		terminal.Until(word)
		atRest(t, terminal.Cmd.Process.Pid)
		terminal.Type("\x03")
	}
	got, screen := terminal.Wait()
	if got != 130 {
		t.Errorf("status %d, want 130", got)
	}
	for _, want := range []string{"killed a (signal: killed)", "skipped b (interrupted)"} {
		if !strings.Contains(screen, want) {
			t.Errorf("the screen lacks %q", want)
		}
	}
	for _, left := range ofSession(t, terminal.Cmd.Process.Pid) {
		t.Errorf("left behind: %s", left)
	}
	if t.Failed() {
		t.Logf("screen:\n%s", screen)
	}
}

// atRest returns when a process has taken what it was sent and every thread of
// it waits, seen twice, because a thread may wake another one unnoticed. Go
// makes one signal of two that it has not handed on.
func atRest(t *testing.T, pid int) {
	t.Helper()
	for seen := 0; seen < 2; runtime.Gosched() {
		seen++
		tasks, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
		if err != nil || len(tasks) == 0 {
			t.Fatalf("process %d has ended: %v", pid, err)
		}
		for _, task := range tasks {
			text, err := os.ReadFile(task)
			if err != nil || !strings.Contains(string(text), "\nState:\tS") || !strings.Contains(string(text), "\nShdPnd:\t0000000000000000\n") {
				seen = 0
			}
		}
	}
}

// ofSession scans all processes for those of a session that have not ended.
func ofSession(t *testing.T, session int) []string {
	t.Helper()
	paths, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no processes: %v", err)
	}
	var found []string
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		var state string
		var parent, group, sid int
		behind := string(text[strings.LastIndexByte(string(text), ')')+1:])
		if _, err := fmt.Sscan(behind, &state, &parent, &group, &sid); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if sid == session && state != "Z" {
			found = append(found, string(text))
		}
	}
	return found
}
