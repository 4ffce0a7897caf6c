//go:build unix

package sharing_test

import (
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/store"
)

// killed starts cargo-nw, kills it and all it has started by SIGKILL as soon as
// it sees something, and says whether that was before its end.
func (w *world) killed(sees func() bool, argv ...string) bool {
	w.T.Helper()
	cmd := w.Command(".", append([]string{"cargo-nw", "nw"}, argv...)...)
	if err := cmd.Start(); err != nil {
		w.T.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait()
		close(ended)
	}()
	for {
		select {
		case <-ended:
			return false
		default:
		}
		if sees() {
			_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
			<-ended
			return cmd.ProcessState.ExitCode() < 0
		}
		time.Sleep(20 * time.Microsecond)
	}
}

// group is the store's only one.
func (w *world) group() store.Group {
	w.T.Helper()
	groups := store.In(w.Path("target")).Groups()
	if len(groups) != 1 {
		w.T.Fatalf("there are %d groups", len(groups))
	}
	return groups[0]
}

// attempts are how often a test that kills tries to hit the moment.
const attempts = 60

// TestKilledWhileSeeding kills calls between the first output of a seed and the
// last fingerprint. A fingerprint is never there without all outputs, and the
// next call completes what is there.
func TestKilledWhileSeeding(t *testing.T) {
	t.Parallel()
	w := newWorld(t, both)
	w.nw("build")
	w.lock("a", "b")
	entries, g, debug := w.entries(), w.group(), w.Path("b/target/debug")
	hits := 0
	for range attempts {
		w.Remove("b/target")
		outputs := filepath.Join(debug, "deps", "*.r*")
		if hits%2 == 1 { // later
			outputs = filepath.Join(debug, ".fingerprint", "*")
		}
		sees := func() bool {
			found, _ := filepath.Glob(outputs)
			return len(found) > 0
		}
		if !w.killed(sees, "--only", "b", "build") {
			continue
		}
		some, all := false, true
		for _, e := range entries {
			switch g.Look(e, debug) {
			case store.Foreign:
				t.Fatalf("%s has a fingerprint and not all outputs", e.Name)
			case store.Absent:
				all = false
			case store.Partial:
				some, all = true, false
			case store.Present:
				some = true
			}
		}
		if !some || all {
			continue
		}
		if hits++; hits == 3 {
			break
		}
	}
	if hits == 0 {
		t.Skip("the machine is too busy to kill a call at the right moment")
	}
	w.same(w.compiled("build"), "app bin")
	w.prints("b", "b leaf 7 5 42")
	if left := w.glob("b/target/debug/.cargo-nw-*"); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

// TestKilledWhileHarvesting kills calls that are storing units. What is in the
// store is whole, and the next call stores the rest.
func TestKilledWhileHarvesting(t *testing.T) {
	t.Parallel()
	w := newWorld(t, both)
	w.nw("--only", "a", "build")
	hits := 0
	for range attempts {
		w.Remove("target/nw-store")
		sees := func() bool {
			found, _ := filepath.Glob(w.Path("target/nw-store/v1/*/debug/*"))
			return len(found) > hits
		}
		if !w.killed(sees, "--only", "a", "build") {
			continue
		}
		g := w.group()
		for _, e := range g.Entries() {
			if err := g.Verify(e); err != nil {
				t.Fatal(err)
			}
		}
		if len(g.Entries()) == 8 {
			continue
		}
		if hits++; hits == 3 {
			break
		}
	}
	if hits == 0 {
		t.Skip("the machine is too busy to kill a call at the right moment")
	}
	w.same(w.compiled("--only", "a", "build"))
	if got := len(w.entries()); got != 8 {
		t.Errorf("the store has %d entries, want 8", got)
	}
	w.same(w.compiled("--only", "b", "build"), "app bin")
	w.prints("b", "b leaf 7 5 42")
}
