//go:build unix

package blackbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

// TestTerminal holds that in sequence each cargo has the terminal itself, on
// all three streams, so that its colours and its progress bar are as ever.
func TestTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bin", "cargo"), "#!/bin/sh\nfor fd in 0 1 2; do test -t $fd && printf \"fd$fd \"; done\ntty\n")
	if err := os.Chmod(filepath.Join(dir, "bin", "cargo"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "ws", "Cargo.toml"), containing("outer", "a"))
	write(t, filepath.Join(dir, "ws", "a", "Cargo.toml"), containing("a"))

	ctx, cancel := context.WithTimeout(t.Context(), limit)
	defer cancel()
	cmd := exec.CommandContext(ctx, program(t), "nw", "check")
	cmd.Dir = filepath.Join(dir, "ws")
	cmd.Env = []string{"PATH=" + filepath.Join(dir, "bin") + ":" + os.Getenv("PATH"), "HOME=" + dir, "TERM=xterm"}
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = terminal.Close() }()
	var screen bytes.Buffer
	if _, err := io.Copy(&screen, terminal); err != nil && !errors.Is(err, syscall.EIO) { // EIO is how a terminal ends
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v\n%s", err, screen.String())
	}
	if n := strings.Count(screen.String(), "fd0 fd1 fd2 /dev/pts/"); n != 2 {
		t.Errorf("want two cargos that see the terminal, got %d:\n%s", n, screen.String())
	}
	if !strings.Contains(screen.String(), "\x1b[1;32m      Nested\x1b[0m") {
		t.Errorf("our own lines are not coloured on a terminal:\n%q", screen.String())
	}
}

// program is a cargo-nw to start: this test program under its name.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "cargo-nw")
	if err := os.Symlink(self, path); err != nil {
		t.Fatal(err)
	}
	return path
}

// containing is the manifest of a package that is its own workspace and names
// these roots.
func containing(name string, roots ...string) string {
	text := "[workspace]\n[package]\nname = \"" + name + "\"\nversion = \"0.1.0\"\nedition = \"2021\"\n"
	if len(roots) > 0 {
		text += "[package.metadata.nested_workspace]\nroots = [\"" + strings.Join(roots, `", "`) + "\"]\n"
	}
	return text
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
