package deadlock_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/gofrs/flock"

	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
)

// TestObserve finds our own lock, and its holder.
func TestObserve(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	lock := flock.New(path)
	before, ok := deadlock.Observe()
	if !ok {
		t.Skip("/proc/locks cannot be read here")
	}
	if free, err := lock.TryLock(); !free || err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = lock.Unlock() })
	after, _ := deadlock.Observe()
	self := os.Getpid()
	named := ""
	for _, l := range after {
		if l.PID == self && deadlock.Path(self, self, l.File) == path {
			named = l.File
			if slices.Contains(before, l) || !l.Exclusive || l.Waiting {
				t.Errorf("%+v", l)
			}
		}
	}
	if named == "" {
		t.Fatalf("the lock is not in %v", after)
	}
	if !deadlock.Holds(self, named) || deadlock.Holds(os.Getppid(), named) || deadlock.Holds(1<<30, named) {
		t.Error("the holder is us, neither our parent nor a process that is not there")
	}
}

// BenchmarkParent is what a look costs for each process above a waiting one.
func BenchmarkParent(b *testing.B) {
	for b.Loop() {
		deadlock.Parent(os.Getpid())
	}
}
