package deadlock_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/gofrs/flock"

	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
)

// TestLocked checks that asking changes nothing: it creates no file, writes
// none, and leaves no lock.
func TestLocked(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	if deadlock.Locked(path) {
		t.Error("a file that is not there is locked")
	}
	if _, err := os.Stat(path); err == nil {
		t.Fatal("it was made")
	}
	if err := os.WriteFile(path, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	if deadlock.Locked(path) {
		t.Error("nobody has locked it")
	}
	holder := flock.New(path)
	if free, err := holder.TryLock(); !free || err != nil {
		t.Fatal("asking has left a lock: ", err)
	}
	if !deadlock.Locked(path) {
		t.Error("it is locked")
	}
	if err := holder.Unlock(); err != nil {
		t.Fatal(err)
	}
	if free, err := holder.TryRLock(); !free || err != nil {
		t.Fatal(err)
	}
	if deadlock.Locked(path) {
		t.Error("a shared lock, as old cargos take it beside the real one, keeps nobody out")
	}
	if err := holder.Unlock(); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); string(text) != "text" {
		t.Errorf("the file is %q, %v", text, err)
	}
}
