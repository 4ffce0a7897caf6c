//go:build unix

package odd_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestOddManyRoots has 2,000 of them.
func TestOddManyRoots(t *testing.T) {
	t.Parallel()
	const count = 2000
	w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["n/*"]`)))
	for i := range count {
		w.Write(harness.Files{fmt.Sprintf("n/%04d/Cargo.toml", i): "[package]\nname = \"x\"\n"})
	}
	start := time.Now()
	if lines := strings.Count(w.NW("list").Stdout, "\n"); lines != count {
		t.Errorf("list shows %d", lines)
	}
	listed := time.Since(start)
	got := w.NW("check", "-q")
	log := w.Took()
	runs, first, last := strings.Count(log, "\x00check\x00-q\x00"), harness.Record("0000", "check", "-q"), harness.Record("1999", "check", "-q")
	if got.Code != 0 || runs != count+1 || !strings.HasPrefix(log, harness.Record("world", "check", "-q")+first) || !strings.HasSuffix(log, last) {
		t.Errorf("status %d, %d runs", got.Code, runs)
	}
	t.Logf("list took %s, the traversal %s", listed.Round(time.Millisecond), (time.Since(start) - listed).Round(time.Millisecond))
}

// deepWorld is a chain of workspaces, each nested in the one before it.
func deepWorld(t *testing.T, levels int) *harness.World {
	t.Helper()
	w := harness.Fake(t)
	dir := ""
	for i := range levels {
		next := fmt.Sprintf("l%d", i+1)
		w.Write(harness.Files{filepath.Join(dir, "Cargo.toml"): "[workspace]\n" + harness.Outer(`["`+next+`"]`)})
		dir = filepath.Join(dir, next)
	}
	w.Write(harness.Files{filepath.Join(dir, "Cargo.toml"): "[workspace]\n[package]\nname = \"last\"\n"})
	return w
}

// TestOddDeepNesting has 30 levels.
func TestOddDeepNesting(t *testing.T) {
	t.Parallel()
	const levels = 30
	w := deepWorld(t, levels)
	if got := w.NW("list", "--tree"); got.Code != 0 || strings.Count(got.Stdout, "\n") < levels || !strings.Contains(got.Stdout, "l30") {
		t.Errorf("status %d, list shows\n%s%s", got.Code, got.Stdout, got.Stderr)
	}
	if got := w.NW("--dry-run", "check"); got.Code != 0 || strings.Count(got.Stdout, "\n") != levels+1 || w.Took() != "" {
		t.Errorf("status %d, dry run shows\n%s%s", got.Code, got.Stdout, got.Stderr)
	}
	got := w.NW("check")
	if log := w.Took(); got.Code != 0 || strings.Count(log, "\x00check\x00") != levels+1 || !strings.HasSuffix(log, harness.Record("l29", "check")+harness.Record("l30", "check")) {
		t.Errorf("status %d, ran\n%s%s", got.Code, log, got.Stderr)
	}
}

// TestOddTwoTraversals has two traversals and a direct run at once in one tree:
// they wait for each other where they must, and that is not reported as a hang.
func TestOddTwoTraversals(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["one", "two"]`), harness.Containing("outer/one", "one", `roots = ["deep"]`),
		harness.Library("outer/one/deep", "deep"), harness.Library("outer/two", "two"))
	for _, shared := range []string{"", "CARGO_TARGET_DIR=" + s.Path("shared")} {
		at := s.With(shared)
		commands := [][]string{{"nw", "build"}, {"nw", "check"}, {"check", "--offline"}}
		ends := make([]harness.Outcome, len(commands))
		var group sync.WaitGroup
		for i, argv := range commands {
			group.Go(func() { ends[i] = at.Cargo("outer", argv...) })
		}
		group.Wait()
		for _, o := range ends {
			o.Status(0).Silent("deadlock", "error")
		}
	}
}
