//go:build linux

package blackbox_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/creack/pty"
)

// stubborn is a cargo that says when a signal comes and does not end. Its own
// child ignores what the terminal sends.
const stubborn = `#!/bin/sh
[ -e stubborn ] || exit 0
trap 'echo unmoved' INT
sleep 3600 &
echo waiting
while :; do wait; done
`

// TestInterruptedTwice types Ctrl-C twice on a terminal, as somebody does whom
// the first one did not help.
func TestInterruptedTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "-- bin/cargo --\n"+stubborn+"-- Cargo.toml --\n"+nesting(`["a", "b"]`)+
		"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- a/stubborn --\n-- b/Cargo.toml --\n[package]\nname = \"b\"\n")
	if err := os.Chmod(filepath.Join(w.dir, "bin/cargo"), 0o700); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "cargo-nw", "check")
	w.env = append(w.env, "PATH="+filepath.Join(w.dir, "bin")+":"+os.Getenv("PATH"))
	cmd.Dir, cmd.Env = w.dir, w.env
	terminal, err := pty.Start(cmd) // a session of its own
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	defer context.AfterFunc(ctx, func() { _ = terminal.Close() })()
	var screen strings.Builder
	typed := 0
	for lines := bufio.NewScanner(terminal); lines.Scan(); { // until nobody has the terminal
		fmt.Fprintln(&screen, lines.Text())
		if word := strings.TrimPrefix(strings.TrimSpace(lines.Text()), "^C"); typed < 2 && (word == "waiting" || word == "unmoved") {
			atRest(t, cmd.Process.Pid)
			typed++
			if _, err := terminal.WriteString("\x03"); err != nil {
				t.Fatal(err)
			}
		}
	}
	_ = cmd.Wait()
	if got := cmd.ProcessState.ExitCode(); got != 130 || typed != 2 {
		t.Errorf("status %d after %d times, want 130", got, typed)
	}
	for _, want := range []string{"killed a (signal: killed)", "skipped b (interrupted)"} {
		if !strings.Contains(screen.String(), want) {
			t.Errorf("the screen lacks %q", want)
		}
	}
	for _, left := range ofSession(t, cmd.Process.Pid) {
		t.Errorf("left behind: %s", left)
	}
	if t.Failed() {
		t.Logf("screen:\n%s", screen.String())
	}
}

// atRest returns when a process has taken what it was sent and every thread of
// it waits, seen twice, since a thread may wake another one behind our back. Go
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
