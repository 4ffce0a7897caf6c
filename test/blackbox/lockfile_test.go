//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
)

// The lock files that a nested workspace may have.
const (
	newerLock = "version = 999\n"
	fetchHint = "cargo nw fetch"
)

// lockTree has a nested workspace that depends on a package in a git
// repository, and beside it one without dependencies, which is run whatever
// happens to the first.
func lockTree(t *testing.T) sandbox {
	t.Helper()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner", "next"]`), libraryTree("outer/next", "next"), libraryTree("library", "library")).
		with("GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t", "GIT_CONFIG_NOSYSTEM=1")
	if !succeeds("git", "--version") {
		t.Skip("no git here")
	}
	for _, words := range []string{"init -q", "add .", "commit -q -m first"} {
		s.run("library", append([]string{"git"}, strings.Fields(words)...)...).status(0)
	}
	s.write(libraryTree("outer/inner", "inner", "[dependencies]", "library = { git = \"file://"+s.path("library")+"\" }"))
	return s
}

// checkedNext demands that the second nested workspace was run in any case.
func (o outcome) checkedNext(s sandbox) outcome {
	o.t.Helper()
	if len(s.find("outer/next/target", "libnext-*.rmeta")) == 0 {
		o.fail("the next nested workspace was not run")
	}
	s.remove("outer/next/target")
	return o
}

// TestLockFileAbsent has a nested workspace without one. Offline it cannot be
// made where something is to be fetched for it: the hint says how. A traversal
// that is not offline fetches, makes it, and from then on offline is enough.
func TestLockFileAbsent(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	direct := func() outcome { return s.cargo("outer", "check", "--offline").checkedNext(s) }
	direct().status(101).once("hint: nested runs are offline; fetch what is missing: "+fetchHint).
		says("in inner: exit status 101", "failed to get `library` as a dependency of package `inner v0.1.0")
	s.cargo("outer", "nw", "check", "--offline").status(101).checkedNext(s).
		says("failed to get `library`", "failed inner (status 101)", "ok next")
	if s.exists("outer/inner/Cargo.lock") {
		t.Error("a run that failed left a lock file")
	}
	s.cargo("outer", "nw", "check").status(0).checkedNext(s)
	if !s.exists("outer/inner/Cargo.lock") {
		t.Error("the traversal made no lock file")
	}
	direct().status(0).silent("warning", "error")
}

// TestLockFileGit has one that names a commit which is not there: it was made
// on another machine.
func TestLockFileGit(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.cargo("outer", "nw", "fetch").status(0)
	lock := s.read("outer/inner/Cargo.lock")
	s.remove(".cargo-home")
	s.cargo("outer", "check", "--offline").status(101).checkedNext(s).once("hint: nested runs are offline").says(fetchHint)
	s.cargo("outer", "generate-lockfile", "--offline").status(0)
	s.cargo("outer", "check", "--frozen").status(101).once("hint: nested runs are offline").says(fetchHint)
	s.cargo("outer", "nw", "check", "--frozen").status(101).says("failed inner (status 101)")
	s.cargo("outer", "nw", "fetch", "--locked").status(0)
	s.cargo("outer", "check", "--frozen").status(0).silent("warning", "error")
	if s.read("outer/inner/Cargo.lock") != lock {
		t.Error("the lock file was changed")
	}
}

// TestLockFileStale has one that lacks the dependency: offline it cannot be
// brought up to date. What lacks only a package of the workspace itself is in
// hook_locked_test.go.
func TestLockFileStale(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.write(files{"outer/inner/Cargo.lock": staleLock, "outer/next/Cargo.lock": "version = 4\n[[package]]\nname = \"next\"\nversion = \"0.1.0\"\n"})
	s.cargo("outer", "check", "--offline").status(101).checkedNext(s).once("hint: nested runs are offline").says(fetchHint)
	if s.read("outer/inner/Cargo.lock") != staleLock {
		t.Error("a run that failed rewrote the lock file")
	}
	s.cargo("outer", "generate-lockfile", "--offline").status(0)
	s.cargo("outer", "nw", "fetch", "--locked").status(101).says("inner/Cargo.lock because --locked was passed", "failed inner", "ok next")
	s.cargo("outer", "nw", "fetch").status(0)
	s.cargo("outer", "check", "--offline", "--locked").status(0).silent("warning", "error")
}

// TestLockFileNewer has one of a format that this cargo does not know: fetching
// does not help, and is not advised; cargo's own words say what does.
func TestLockFileNewer(t *testing.T) {
	t.Parallel()
	s := lockTree(t)
	s.write(files{"outer/inner/Cargo.lock": newerLock})
	for _, argv := range [][]string{{"cargo", "check", "--offline"}, {"cargo", "nw", "check", "--offline"}, {"cargo", "nw", "check"}} {
		s.run("outer", argv...).status(101).checkedNext(s).silent(fetchHint).
			says("failed to parse lock file at: "+s.path("outer/inner/Cargo.lock"), "lock file version `999`")
	}
	s.cargo("outer", "nw", "fetch").status(101).says("failed inner (status 101)")
	if s.read("outer/inner/Cargo.lock") != newerLock {
		t.Error("the lock file was changed")
	}
}
