//go:build unix

package blackbox_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// noticeWorld is two workspaces with a fake cargo that waits in the first one.
func noticeWorld(t *testing.T) (w *world, tmp string) {
	t.Helper()
	w = newFakeWorld(t, "-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [\"inner\"]\n-- inner/Cargo.toml --\n[package]\nname = \"inner\"\n[workspace]\n-- wait --\n")
	tmp = t.TempDir()
	w.env = append(w.env, "TMPDIR="+tmp, "XDG_RUNTIME_DIR=")
	return w, tmp
}

// waiting starts cargo-nw, and returns when its first run waits.
func (w *world) waiting() *exec.Cmd {
	w.t.Helper()
	cmd := exec.CommandContext(w.t.Context(), "cargo-nw", "check")
	cmd.Dir, cmd.Env = w.dir, w.env
	if _, err := cmd.StdinPipe(); err != nil {
		w.t.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		w.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "waiting\n" {
		w.t.Fatalf("%q, %v", line, err)
	}
	return cmd
}

// A traversal takes its notice away when it ends, however it is asked to. What
// a killed one leaves is removed by the next one.
func TestNoticesAreRemoved(t *testing.T) {
	t.Parallel()
	w, tmp := noticeWorld(t)
	dir := filepath.Join(tmp, fmt.Sprintf("cargo-nw-%d", os.Getuid()))
	left := func() int {
		entries, _ := os.ReadDir(dir)
		return len(entries)
	}
	for _, c := range []struct {
		sig  syscall.Signal
		want int
	}{{syscall.SIGTERM, 0}, {syscall.SIGKILL, 1}, {syscall.SIGINT, 0}} {
		cmd := w.waiting()
		if n := left(); n != 1 {
			t.Errorf("%d notices while a run waits", n)
		}
		if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("the directory: %v, %v", info.Mode(), err)
		}
		if err := cmd.Process.Signal(c.sig); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if n := left(); n != c.want {
			t.Errorf("after %s: %d notices, want %d", c.sig, n, c.want)
		}
	}
	if err := os.Remove(filepath.Join(w.dir, "wait")); err != nil {
		t.Fatal(err)
	}
	if o := w.nw("check"); o.code != 0 || strings.Contains(o.stderr, "warning") {
		t.Errorf("status %d\n%s", o.code, o.stderr)
	}
	if entries, err := os.ReadDir(tmp); err != nil || len(entries) > 0 {
		t.Errorf("left in the temporary directory: %v, %v", entries, err)
	}
}

// Where no notice can be written the runs are made all the same.
func TestNoticesCannotBeWritten(t *testing.T) {
	t.Parallel()
	w, tmp := noticeWorld(t)
	if err := os.Remove(filepath.Join(w.dir, "wait")); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(tmp, fmt.Sprintf("cargo-nw-%d", os.Getuid()))
	if err := os.Symlink(w.dir, dir); err != nil {
		t.Fatal(err)
	}
	o := w.nw("check")
	if o.code != 0 || strings.Count(o.stderr, "hooks cannot be told which workspaces this traversal visits") != 1 || !strings.Contains(o.stderr, "or remove "+dir) {
		t.Errorf("status %d\n%s", o.code, o.stderr)
	}
	if log := w.took(); strings.Count(log, "check") != 2 {
		t.Errorf("ran %q", log)
	}
}

// Linux allows 131,072 bytes for one environment variable. As many workspaces
// as would fill more than that, however they are told to hooks, are no limit.
func TestThousandsOfWorkspaces(t *testing.T) {
	t.Parallel()
	w := newFakeWorld(t, "-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [\"w/*\"]\n")
	for i := range 14_600 {
		dir := filepath.Join(w.dir, "w", fmt.Sprintf("%05d", i))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "Cargo.toml"), []byte("[workspace]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if o := w.nw("--only", "w/00007", "check"); o.code != 0 {
		t.Errorf("status %d\n%s", o.code, o.stderr)
	}
	if log := w.took(); log != record("00007", "check") {
		t.Errorf("ran %q", log)
	}
}
