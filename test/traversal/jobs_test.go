//go:build unix

package traversal_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// counted is a RUSTC_WRAPPER that notes when a crate is being compiled and when
// no more.
const counted = `#!/bin/sh
case "$*" in *--emit*) ;; *) exec "$@" ;; esac
echo + >> "$COUNT"
"$@"
status=$?
echo - >> "$COUNT"
exit $status
`

// crowd has workspaces, each with two crates that can be compiled at once and
// one that uses them, and a RUSTC_WRAPPER that counts.
func crowd(t *testing.T, workspaces int) *harness.World {
	t.Helper()
	var roots []string
	trees := []harness.Files{{"counted": counted}}
	for i := range workspaces {
		name := fmt.Sprintf("n%d", i)
		roots = append(roots, `"`+name+`"`)
		trees = append(trees,
			harness.Library("w/"+name, name, "[dependencies]", fmt.Sprintf("%sa = { path = \"a\" }\n%sb = { path = \"b\" }", name, name)),
			harness.Member("w/"+name+"/a", name+"a"), harness.Member("w/"+name+"/b", name+"b"))
	}
	trees = append(trees, harness.Library("w", "outer", "[package.metadata.nested_workspace]", "roots = ["+strings.Join(roots, ", ")+"]"))
	s := harness.Real(t, trees...)
	return s.With("RUSTC_WRAPPER="+s.Path("counted"), "COUNT="+s.Path("count"), "CARGO_NET_OFFLINE=true")
}

// peak is how many crates were compiled at once, and how many in all.
func peakOf(s *harness.World) (peak, all int) {
	s.T.Helper()
	now := 0
	for line := range strings.Lines(s.Read("count")) {
		switch line {
		case "+\n":
			now++
			all++
		case "-\n":
			now--
		}
		peak = max(peak, now)
	}
	return peak, all
}

// TestJobs checks that all cargos together have as many jobs as -j says:
// otherwise the four of this tree would have eight.
func TestJobs(t *testing.T) {
	t.Parallel()
	for jobs := 1; jobs <= 3; jobs++ {
		s := crowd(t, 4)
		s.Run("w", "cargo-nw", fmt.Sprintf("-j%d", jobs), "check").Status(0).Silent("warning")
		if peak, all := peakOf(s); peak > jobs || all != 13 {
			t.Errorf("-j%d compiled %d crates at once, %d in all", jobs, peak, all)
		}
	}
}

// TestJobsOfMake joins the pool of a make above.
func TestJobsOfMake(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("needs make")
	}
	s := crowd(t, 4)
	s.Write(harness.Files{"w/Makefile": "all:\n\t+cargo-nw -j8 check\n"})
	s.Run("w", "make", "-j2").Status(0).Silent("warning")
	if peak, all := peakOf(s); peak > 2 || all != 13 {
		t.Errorf("make -j2 compiled %d crates at once, %d in all", peak, all)
	}
	// Without the +, make keeps its pool from us, which is then no pool.
	s = crowd(t, 2)
	s.Write(harness.Files{"w/Makefile": "all:\n\tcargo-nw -j2 check\n"})
	s.Run("w", "make", "-j8").Status(0).Silent("warning")
	if peak, all := peakOf(s); peak > 2 || all != 7 {
		t.Errorf("-j2 below make -j8 compiled %d crates at once, %d in all", peak, all)
	}
}

// TestJobsTakeTurns has one target directory for all workspaces: no cargo waits
// for another one.
func TestJobsTakeTurns(t *testing.T) {
	t.Parallel()
	s := crowd(t, 4)
	shared := s.With("CARGO_TARGET_DIR=" + s.Path("target"))
	shared.Run("w", "cargo-nw", "-j4", "check").Status(0).Silent("Blocking")
	byOption := crowd(t, 3)
	byOption.Run("w", "cargo-nw", "-j4", "check", "--target-dir", byOption.Path("target")).Status(0).Silent("Blocking")
}

// TestMakeInABuildScript: a build script that hands cargo's pool on to a make,
// as those that compile C do, works with every make.
func TestMakeInABuildScript(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("needs make")
	}
	s := harness.Real(t, harness.Library("w", "outer", "[package.metadata.nested_workspace]", `roots = ["c"]`), harness.Library("w/c", "c"), harness.Files{
		"w/c/Makefile": "all: a b\na b:\n\t@echo made $@\n",
		"w/c/build.rs": `fn main() {
    let flags = std::env::var("CARGO_MAKEFLAGS").unwrap();
    let made = std::process::Command::new("make").env("MAKEFLAGS", flags).output().unwrap();
    assert!(made.status.success() && made.stderr.is_empty(), "{made:?}");
}
`,
	})
	s.Run("w", "cargo-nw", "-j2", "check", "--offline").Status(0)
}
