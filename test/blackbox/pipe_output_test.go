//go:build unix

package blackbox_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// talkingWorld has a cargo that prints its directory, and two workspaces.
func talkingWorld(t *testing.T) *world {
	t.Helper()
	w := newWorld(t, "-- Cargo.toml --\n"+nesting(`["a"]`)+"-- a/Cargo.toml --\n[package]\nname = \"a\"\n-- bin/cargo --\n#!/bin/sh\npwd\n")
	if err := os.Chmod(filepath.Join(w.dir, "bin/cargo"), 0o700); err != nil {
		t.Fatal(err)
	}
	w.env = append(w.env, "PATH="+filepath.Join(w.dir, "bin")+":"+os.Getenv("PATH"))
	return w
}

// What passes through us and cannot be written is an error of ours; the runs go
// on, and their logs are complete.
func TestOutputOnFullDisk(t *testing.T) {
	t.Parallel()
	w := talkingWorld(t)
	got := w.streamed(full(t), nil, "--output", "group", "--log-dir", "logs", "check")
	if got.code != 3 || !strings.HasSuffix(got.stderr, "\ncargo-nw: error: writing the output: no space left on device\n") {
		t.Errorf("status %d\n%s", got.code, got.stderr)
	}
	if log, err := os.ReadFile(filepath.Join(w.dir, "logs", "02-a.log")); string(log) != filepath.Join(w.dir, "a")+"\n" {
		t.Errorf("the log is %q, %v", log, err)
	}
	if err := os.Remove(filepath.Join(w.dir, "logs", "02-a.log")); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(w.dir, "logs", "02-a.log"), 0o700); err != nil {
		t.Fatal(err)
	}
	got = w.nw("--log-dir", "logs", "check")
	if got.code != 3 || !strings.Contains(got.stderr, "cargo-nw: error: writing a log: ") || strings.Count(got.stdout, "\n") != 2 {
		t.Errorf("a log that cannot be made: status %d\n%s%s", got.code, got.stdout, got.stderr)
	}
}

// Whoever has read enough is told nothing; what would come after is not run.
func TestUnreadGroup(t *testing.T) {
	t.Parallel()
	w := talkingWorld(t)
	if got := w.streamed(unread(t), nil, "--output", "group", "check"); got.code != 141 || strings.Contains(got.stderr, "error:") {
		t.Errorf("status %d\n%s", got.code, got.stderr)
	}
}
