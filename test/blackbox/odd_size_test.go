//go:build unix

package blackbox_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// quickFake is a cargo on PATH that only says where it was called, without the
// 10 ms of the one in fake_test.go.
func quickFake(w *world) {
	w.t.Helper()
	w.write("bin/cargo", "#!/bin/sh\necho \"${PWD##*/} $*\" >>\"$FAKE_LOG\"\n")
	if err := os.Chmod(filepath.Join(w.dir, "bin/cargo"), 0o700); err != nil {
		w.t.Fatal(err)
	}
	w.env = append(w.env, "PATH="+filepath.Join(w.dir, "bin")+":"+os.Getenv("PATH"))
}

// TestOddManyRoots has 2,000 of them.
func TestOddManyRoots(t *testing.T) {
	t.Parallel()
	const count = 2000
	w := newFakeWorld(t, "-- Cargo.toml --\n"+nesting(`["n/*"]`))
	quickFake(w)
	for i := range count {
		w.write(fmt.Sprintf("n/%04d/Cargo.toml", i), "[package]\nname = \"x\"\n")
	}
	start := time.Now()
	if lines := strings.Count(w.nw("list").stdout, "\n"); lines != count {
		t.Errorf("list shows %d", lines)
	}
	listed := time.Since(start)
	got := w.nw("check", "-q")
	log := strings.Split(strings.TrimSuffix(w.took(), "\n"), "\n")
	if got.code != 0 || len(log) != count+1 || log[1] != "0000 check -q" || log[count] != "1999 check -q" {
		t.Errorf("status %d, %d runs", got.code, len(log))
	}
	t.Logf("list took %s, the traversal %s", listed.Round(time.Millisecond), (time.Since(start) - listed).Round(time.Millisecond))
}

// deepWorld is a chain of workspaces, each nested in the one before it.
func deepWorld(t *testing.T, levels int) *world {
	t.Helper()
	w := newFakeWorld(t, "")
	quickFake(w)
	dir := ""
	for i := range levels {
		next := fmt.Sprintf("l%d", i+1)
		w.write(filepath.Join(dir, "Cargo.toml"), "[workspace]\n"+nesting(`["`+next+`"]`))
		dir = filepath.Join(dir, next)
	}
	w.write(filepath.Join(dir, "Cargo.toml"), "[workspace]\n[package]\nname = \"last\"\n")
	return w
}

// TestOddDeepNesting has 30 levels.
func TestOddDeepNesting(t *testing.T) {
	t.Parallel()
	const levels = 30
	w := deepWorld(t, levels)
	if got := w.nw("list", "--tree"); got.code != 0 || strings.Count(got.stdout, "\n") < levels || !strings.Contains(got.stdout, "l30") {
		t.Errorf("status %d, list shows\n%s%s", got.code, got.stdout, got.stderr)
	}
	if got := w.nw("--dry-run", "check"); got.code != 0 || strings.Count(got.stdout, "\n") != levels+1 || w.took() != "" {
		t.Errorf("status %d, dry run shows\n%s%s", got.code, got.stdout, got.stderr)
	}
	got := w.nw("check")
	if log := w.took(); got.code != 0 || strings.Count(log, "\n") != levels+1 || !strings.HasSuffix(log, "l29 check\nl30 check\n") {
		t.Errorf("status %d, ran\n%s%s", got.code, log, got.stderr)
	}
}

// TestOddDeepDirect has six levels in direct mode, and an error at the bottom:
// it is said in the last lines, once.
func TestOddDeepDirect(t *testing.T) {
	t.Parallel()
	const levels = 6
	s := newSandbox(t)
	dir := "l0"
	for i := range levels {
		next := fmt.Sprintf("l%d", i+1)
		s.write(containingTree(dir, fmt.Sprintf("p%d", i), `roots = ["`+next+`"]`))
		dir = filepath.Join(dir, next)
	}
	s.write(libraryTree(dir, "last"))
	s.cargo("l0", "check", "--offline").status(0).silent("warning", "error")
	if len(s.find(filepath.Join(dir, "target"), "liblast-*.rmeta")) == 0 {
		t.Error("the innermost workspace was not checked")
	}
	s.write(files{dir + "/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.cargo("l0", "check", "--offline").status(101).last(25).
		once("error[E0425]").says("in l1: exit status 101", "in l1/l2/l3/l4/l5/l6: exit status 101").silent(noise...)
}

// TestOddTwoTraversals has two traversals and a direct run at once in one tree:
// they wait for each other where they must, and nobody calls that a hang.
func TestOddTwoTraversals(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["one", "two"]`), containingTree("outer/one", "one", `roots = ["deep"]`),
		libraryTree("outer/one/deep", "deep"), libraryTree("outer/two", "two"))
	for _, shared := range []string{"", "CARGO_TARGET_DIR=" + s.path("shared")} {
		at := s.with(shared)
		commands := [][]string{{"nw", "build"}, {"nw", "check"}, {"check", "--offline"}}
		ends := make([]outcome, len(commands))
		var group sync.WaitGroup
		for i, argv := range commands {
			group.Go(func() { ends[i] = at.cargo("outer", argv...) })
		}
		group.Wait()
		for _, o := range ends {
			o.status(0).silent("waits for ever", "error")
		}
	}
}
