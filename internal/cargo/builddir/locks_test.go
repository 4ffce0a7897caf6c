package builddir_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

// TestLockedAbove finds the lock above OUT_DIR in cargo's layouts.
func TestLockedAbove(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ lock, out string }{
		"up to 1.95":  {"debug/.cargo-lock", "debug/build/p-0/out"},
		"as of 1.96":  {"x/release/.cargo-build-lock", "x/release/build/p-0/out"},
		"as of 1.100": {"debug/.cargo-build-lock", "debug/build/p/0/out"},
	} {
		dir := t.TempDir()
		lock := filepath.Join(dir, c.lock)
		for _, d := range []string{filepath.Dir(lock), filepath.Join(dir, c.out)} {
			if err := os.MkdirAll(d, 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.WriteFile(lock, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		if got := builddir.LockedAbove(filepath.Join(dir, c.out)); got != filepath.Dir(lock) {
			t.Errorf("%s: got %q", name, got)
		}
	}
	if got := builddir.LockedAbove(t.TempDir()); got != "" {
		t.Errorf("without a lock: got %q", got)
	}
}

// TestLocks lists the lock files of one build directory, and gets back the
// directories that they lock.
func TestLocks(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{
		"debug/.cargo-lock", "x86_64-a-b/release/.cargo-build-lock", "x86_64-a-b/release/.cargo-artifact-lock",
		"debug/deps/deeper/.cargo-lock", ".cargo-lock", "debug/lock",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	debug, release := filepath.Join(dir, "debug"), filepath.Join(dir, "x86_64-a-b", "release")
	want := []string{filepath.Join(debug, ".cargo-lock"), filepath.Join(release, ".cargo-artifact-lock"), filepath.Join(release, ".cargo-build-lock")}
	got := builddir.LockFiles(dir)
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if dirs := builddir.Locked(append(got, filepath.Join(debug, "lock"))); !slices.Equal(dirs, []string{debug, release, release}) {
		t.Errorf("locked: got %q", dirs)
	}
	for lock, want := range map[string]bool{debug: true, release: true, dir: true, filepath.Join(release, "deps"): false, filepath.Dir(dir): false} {
		if builddir.Holds(dir, lock) != want {
			t.Errorf("Holds(%q) = %t", lock, !want)
		}
	}
}
