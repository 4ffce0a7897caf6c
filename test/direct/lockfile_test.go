//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// The lock files that a nested workspace may have.
const (
	newerLock = "version = 999\n"
	fetchHint = "cargo nw fetch"
)

// lockTree has a nested workspace that depends on a package in a git
// repository, and beside it one without dependencies, which is run whatever
// happens to the first.
func lockTree(t *testing.T) *harness.World {
	t.Helper()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner", "next"]`), harness.Library("outer/next", "next"), harness.Library("library", "library")).
		With("GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t", "GIT_CONFIG_NOSYSTEM=1")
	if !realcargo.Succeeds("git", "--version") {
		t.Skip("no git here")
	}
	for _, words := range []string{"init -q", "add .", "commit -q -m first"} {
		s.Run("library", append([]string{"git"}, strings.Fields(words)...)...).Status(0)
	}
	s.Write(harness.Library("outer/inner", "inner", "[dependencies]", "library = { git = \"file://"+s.Path("library")+"\" }"))
	return s
}

// checkedNext demands that the second nested workspace was run in any case.
func checkedNext(o harness.Outcome, s *harness.World) harness.Outcome {
	o.T.Helper()
	if len(s.Find("outer/next/target", "libnext-*.rmeta")) == 0 {
		o.Fail("the next nested workspace was not run")
	}
	s.Remove("outer/next/target")
	return o
}

// TestLockFileAbsent has a nested workspace without one. Offline it cannot be
// made where something is to be fetched for it: the hint says how. A traversal
// that is not offline fetches, makes it, and from then on offline is enough.
func TestLockFileAbsent(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	direct := func() harness.Outcome { return checkedNext(s.Cargo("outer", "check", "--offline"), s) }
	direct().Status(101).Once("hint: nested runs are offline; fetch what is missing: "+fetchHint).
		Says("in inner: exit status 101", "failed to get `library` as a dependency of package `inner v0.1.0")
	checkedNext(s.Cargo("outer", "nw", "check", "--offline").Status(101), s).
		Says("failed to get `library`", "failed inner (status 101)", "ok next")
	if s.Exists("outer/inner/Cargo.lock") {
		t.Error("a run that failed left a lock file")
	}
	checkedNext(s.Cargo("outer", "nw", "check").Status(0), s)
	if !s.Exists("outer/inner/Cargo.lock") {
		t.Error("the traversal made no lock file")
	}
	direct().Status(0).Silent("warning", "error")
}

// TestLockFileGit has one that names a commit which is not there: it was made
// on another machine.
func TestLockFileGit(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.Cargo("outer", "nw", "fetch").Status(0)
	lock := s.Read("outer/inner/Cargo.lock")
	s.Remove("../home/.cargo")
	checkedNext(s.Cargo("outer", "check", "--offline").Status(101), s).Once("hint: nested runs are offline").Says(fetchHint)
	s.Cargo("outer", "generate-lockfile", "--offline").Status(0)
	s.Cargo("outer", "check", "--frozen").Status(101).Once("hint: nested runs are offline").Says(fetchHint)
	s.Cargo("outer", "nw", "check", "--frozen").Status(101).Says("failed inner (status 101)")
	s.Cargo("outer", "nw", "fetch", "--locked").Status(0)
	s.Cargo("outer", "check", "--frozen").Status(0).Silent("warning", "error")
	if s.Read("outer/inner/Cargo.lock") != lock {
		t.Error("the lock file was changed")
	}
}

// TestLockFileStale has one that lacks the dependency: offline it cannot be
// brought up to date. What lacks only a package of the workspace itself is in
// locked_test.go.
func TestLockFileStale(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.Write(harness.Files{"outer/inner/Cargo.lock": staleLock, "outer/next/Cargo.lock": "version = 4\n[[package]]\nname = \"next\"\nversion = \"0.1.0\"\n"})
	checkedNext(s.Cargo("outer", "check", "--offline").Status(101), s).Once("hint: nested runs are offline").Says(fetchHint)
	if s.Read("outer/inner/Cargo.lock") != staleLock {
		t.Error("a run that failed rewrote the lock file")
	}
	s.Cargo("outer", "generate-lockfile", "--offline").Status(0)
	s.Cargo("outer", "nw", "fetch", "--locked").Status(101).Says("inner/Cargo.lock because --locked was passed", "failed inner", "ok next")
	s.Cargo("outer", "nw", "fetch").Status(0)
	s.Cargo("outer", "check", "--offline", "--locked").Status(0).Silent("warning", "error")
}

// TestLockFileNewer has one of a format that this cargo does not know: fetching
// does not help, and is not advised; cargo's own words say what does.
func TestLockFileNewer(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.Write(harness.Files{"outer/inner/Cargo.lock": newerLock})
	for _, argv := range [][]string{{"cargo", "check", "--offline"}, {"cargo", "nw", "check", "--offline"}, {"cargo", "nw", "check"}} {
		checkedNext(s.Run("outer", argv...).Status(101), s).Silent(fetchHint).
			Says("failed to parse lock file at: "+s.Path("outer/inner/Cargo.lock"), "lock file version `999`")
	}
	s.Cargo("outer", "nw", "fetch").Status(101).Says("failed inner (status 101)")
	if s.Read("outer/inner/Cargo.lock") != newerLock {
		t.Error("the lock file was changed")
	}
}
