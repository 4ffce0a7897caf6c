//go:build unix

package blackbox_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// prints are the command lines whose answer goes to stdout.
var prints = [][]string{
	{"list"},
	{"list", "--tree"},
	{"list", "--format", "json"},
	{"--dry-run", "check"},
	{"setup", "--print"},
	{"doctor"},
	{"doctor", "--format", "json"},
	{"--help"},
	{"list", "--help"},
	{"--version"},
}

// streamed runs cargo-nw at the top of the world with these streams; nil is
// what a test has otherwise.
func (w *world) streamed(stdout, stderr *os.File, argv ...string) ended {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, "cargo-nw", argv...)
	cmd.Dir, cmd.Env = w.dir, w.env
	var out, text strings.Builder
	cmd.Stdout, cmd.Stderr = &out, &text
	if stdout != nil {
		cmd.Stdout = stdout
	}
	if stderr != nil {
		cmd.Stderr = stderr
	}
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) || ctx.Err() != nil {
		w.t.Fatalf("cargo-nw %q: %v", argv, err)
	}
	return ended{cmd.ProcessState.ExitCode(), out.String(), text.String()}
}

// unread is a pipe whose reader has gone.
func unread(t *testing.T) *os.File {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	_ = r.Close()
	t.Cleanup(func() { _ = w.Close() })
	return w
}

// full is a file on a full disk.
func full(t *testing.T) *os.File {
	t.Helper()
	f, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full")
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Whoever has read enough (`cargo nw list | head -1`) is told nothing.
func TestUnreadOutput(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, fourWorkspaces)
	for _, argv := range prints {
		if got := w.streamed(unread(t), nil, argv...); got.code != 141 || got.stderr != "" {
			t.Errorf("%q: status %d\n%s", argv, got.code, got.stderr)
		}
	}
	if got := w.streamed(nil, unread(t), "--bogus"); got.code != 2 {
		t.Errorf("a usage error that nobody reads: status %d", got.code)
	}
}

// The first line that nobody reads ends a traversal, and the report says so.
func TestUnreadMessages(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, "-- Cargo.toml --\n"+nesting(`["a", "b"]`)+
		"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- a/wait --\n-- b/Cargo.toml --\n[package]\nname = \"b\"\n")
	got := w.streamed(nil, unread(t), "--report", "r.json", "check")
	if got.code != 141 {
		t.Errorf("status %d, want 141", got.code)
	}
	text, err := os.ReadFile(filepath.Join(w.dir, "r.json"))
	if err != nil {
		t.Fatal(err)
	}
	checkSchema(t, text)
	if status, runs := w.report("r.json"); status != 141 || runs[2].Outcome != "skipped" || !strings.Contains(string(text), `"interrupted": "broken pipe"`) {
		t.Errorf("report:\n%s", text)
	}
}

// Where the stdout of a run is not read, that is for cargo to say.
func TestUnreadOutputOfARun(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, fourWorkspaces)
	if got := w.streamed(unread(t), nil, "check"); got.code != 3 || !strings.Contains(got.stderr, "2 ok, 1 killed, 1 failed") {
		t.Errorf("status %d\n%s", got.code, got.stderr)
	}
}

func TestFullDisk(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, fourWorkspaces)
	for _, argv := range prints {
		const want = "cargo-nw: error: writing the output: no space left on device\n"
		if got := w.streamed(full(t), nil, argv...); got.code != 3 || got.stderr != want {
			t.Errorf("%q: status %d\n%s", argv, got.code, got.stderr)
		}
	}
	if got := w.streamed(nil, full(t), "--bogus"); got.code != 2 {
		t.Errorf("a usage error without room: status %d", got.code)
	}
	if log := w.took(); log != "" {
		t.Errorf("cargo was run: %q", log)
	}
	want := record(filepath.Base(w.dir), "check") + record("a", "check") + record("b", "check") + record("c", "check")
	if got := w.streamed(nil, full(t), "check"); got.code != 3 || w.took() != want {
		t.Errorf("messages without room: status %d", got.code)
	}
}

// A report that does not fit leaves the old one as it was, and nothing beside it.
func TestReportWithoutRoom(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, "-- Cargo.toml --\n"+nesting(`["n*"]`)+"-- r.json --\nold\n")
	for _, name := range []string{"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8"} {
		w.write(name+"/Cargo.toml", "[package]\nname = \""+name+"\"\n")
	}
	got := w.run(".", "sh", "-c", `ulimit -f 1 && exec cargo-nw --report r.json check`)
	if got.code != 3 || !strings.HasSuffix(got.stderr, "cargo-nw: error: writing the report r.json: file too large\n") {
		t.Errorf("status %d\n%s", got.code, got.stderr)
	}
	if text, err := os.ReadFile(filepath.Join(w.dir, "r.json")); string(text) != "old\n" {
		t.Errorf("the old report is now %q, %v", text, err)
	}
	if left, _ := filepath.Glob(filepath.Join(w.dir, ".r.json*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// A stream that is closed is the null device: for cargo, too, and no file that
// we open gets its number and with it our messages.
func TestClosedStreams(t *testing.T) {
	t.Parallel()
	for _, closed := range []string{"<&-", ">&-", "2>&-", "<&- >&- 2>&-"} {
		t.Run(closed, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, fourWorkspaces+"-- bin/cargo --\n#!/bin/sh\necho out && echo err >&2 && { read line; test $? -le 1; } && exit 5\nexit 9\n")
			if err := os.Chmod(filepath.Join(w.dir, "bin/cargo"), 0o700); err != nil {
				t.Fatal(err)
			}
			w.env = append(w.env, "PATH="+filepath.Join(w.dir, "bin")+":"+os.Getenv("PATH"))
			for _, argv := range prints {
				if got := w.run(".", "sh", append([]string{"-c", `exec cargo-nw "$@" ` + closed, "sh"}, argv...)...); got.code != 0 || got.stderr != "" {
					t.Errorf("%q: status %d\n%s", argv, got.code, got.stderr)
				}
			}
			got := w.run(".", "sh", "-c", "exec cargo-nw --report r.json check "+closed)
			status, runs := w.report("r.json")
			if got.code != 5 || status != 5 {
				t.Errorf("status %d, in the report %d\n%s", got.code, status, got.stderr)
			}
			for _, r := range runs {
				if r.Code == nil || *r.Code != 5 {
					t.Errorf("cargo has a closed stream: %v", r)
				}
			}
		})
	}
}
