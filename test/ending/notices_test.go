//go:build unix

package ending_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// noticeWorld is two workspaces with a fake cargo that waits in the first one.
func noticeWorld(t *testing.T) (w *harness.World, tmp string) {
	t.Helper()
	w = harness.Fake(t, harness.Archive("-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [\"inner\"]\n-- inner/Cargo.toml --\n[package]\nname = \"inner\"\n[workspace]\n-- wait --\n"))
	tmp = t.TempDir()
	w.Env = append(w.Env, "TMPDIR="+tmp, "XDG_RUNTIME_DIR=")
	return w, tmp
}

// waiting starts cargo-nw, and returns when its first run waits.
func waiting(w *harness.World) *exec.Cmd {
	w.T.Helper()
	cmd := exec.CommandContext(w.T.Context(), "cargo-nw", "check")
	cmd.Dir, cmd.Env = w.Dir, w.Env
	if _, err := cmd.StdinPipe(); err != nil {
		w.T.Fatal(err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		w.T.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		w.T.Fatal(err)
	}
	if line, err := bufio.NewReader(stdout).ReadString('\n'); line != "waiting\n" {
		w.T.Fatalf("%q, %v", line, err)
	}
	return cmd
}

// A traversal removes its notice when it ends, however it is asked to. What a
// killed one leaves is removed by the next one.
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
		cmd := waiting(w)
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
	if err := os.Remove(filepath.Join(w.Dir, "wait")); err != nil {
		t.Fatal(err)
	}
	if o := w.NW("check"); o.Code != 0 || strings.Contains(o.Stderr, "warning") {
		t.Errorf("status %d\n%s", o.Code, o.Stderr)
	}
	if entries, err := os.ReadDir(tmp); err != nil || len(entries) > 0 {
		t.Errorf("left in the temporary directory: %v, %v", entries, err)
	}
}

// If no notice can be written, everything still runs.
func TestNoticesCannotBeWritten(t *testing.T) {
	t.Parallel()
	w, tmp := noticeWorld(t)
	if err := os.Remove(filepath.Join(w.Dir, "wait")); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(tmp, fmt.Sprintf("cargo-nw-%d", os.Getuid()))
	if err := os.Symlink(w.Dir, dir); err != nil {
		t.Fatal(err)
	}
	o := w.NW("check")
	if o.Code != 0 || strings.Count(o.Stderr, "hooks cannot be told which workspaces this traversal visits") != 1 || !strings.Contains(o.Stderr, "or remove "+dir) {
		t.Errorf("status %d\n%s", o.Code, o.Stderr)
	}
	if log := w.Took(); strings.Count(log, "check") != 2 {
		t.Errorf("ran %q", log)
	}
}

// Linux allows 131,072 bytes for one environment variable. More workspaces than
// that would hold are no problem.
func TestThousandsOfWorkspaces(t *testing.T) {
	t.Parallel()
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n[workspace]\n[package]\nname = \"outer\"\n[package.metadata.nested_workspace]\nroots = [\"w/*\"]\n"))
	for i := range 14_600 {
		dir := filepath.Join(w.Dir, "w", fmt.Sprintf("%05d", i))
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "Cargo.toml"), []byte("[workspace]\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if o := w.NW("--only", "w/00007", "check"); o.Code != 0 {
		t.Errorf("status %d\n%s", o.Code, o.Stderr)
	}
	if log := w.Took(); log != harness.Record("00007", "check") {
		t.Errorf("ran %q", log)
	}
}
