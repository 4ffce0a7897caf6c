//go:build unix

package blackbox_test

import (
	"os"
	"testing"
)

// TestOddInclude has what matters in files that the configuration includes: a
// shared directory, an alias, net.offline.
func TestOddInclude(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), files{
		".cargo/config.toml": "include = [\"more.toml\", { path = \"absent.toml\", optional = true }]\n",
		".cargo/more.toml":   "include = [\"../deep/config.toml\"]\nalias.quick = \"check\"\n",
		"deep/config.toml":   "net.offline = true\nbuild.target-dir = \"shared\"\n",
	})
	if s.cargo("outer", "check", "--offline"); !s.exists("shared") {
		t.Skip("this cargo does not follow include")
	}
	s.cargo("outer", "quick").status(0).silent("refusing").once("inner is built in ../shared/cargo-nw/inner-")
	s.cargo("outer", "nw", "quick").status(0).silent("warning: unused config key")
}

// TestOddEnvTable has a table [env], which cargo gives to rustc, to build
// scripts and to tests, and so to our hook: what the user has set himself
// stays, and a run by hand finds everything fresh.
func TestOddEnvTable(t *testing.T) {
	t.Parallel()
	s := watchingTree(t)
	s.write(files{
		".cargo/config.toml":       "[env]\nTARGET = \"mine\"\nRUSTFLAGS = \"--cfg env\"\n",
		"outer/.cargo/config.toml": "[env]\nhttp_proxy = { value = \"outer\", force = true }\n",
	})
	s.cargo("outer", "build", "--offline").status(0).silent("warning: outer@")
	o := s.cargo("outer/inner", "build", "-v").status(0)
	if dirty := compiled(o.stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("by hand after direct mode: not fresh: %q", dirty)
	}
	o = s.cargo("outer", "nw", "build", "-v").status(0)
	if dirty := compiled(o.stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("traversal after direct mode: not fresh: %q", dirty)
	}
	// outer's own table holds for inner, too: it lies above it.
	if o := s.run("outer/inner", "./target/debug/inner").status(0); o.stdout != "own true user false extra false proxy outer\n" {
		o.fail("wrong program")
	}
}

// TestOddRelativeHome has a CARGO_HOME that is relative to where the user
// stands: its configuration counts.
func TestOddRelativeHome(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"),
		files{"home/config.toml": "net.offline = true\nalias.quick = \"check\"\n"})
	s.with("CARGO_HOME=home").cargo(".", "check", "--manifest-path", "outer/Cargo.toml").status(0).silent("warning")
	bare := s.withoutRustup("cargo", os.Symlink).with("CARGO_HOME=home")
	bare.run(".", s.path("bin/cargo"), "quick", "--manifest-path", "outer/Cargo.toml").status(0).silent("warning")
	bare.run(".", s.path("bin/cargo"), "nw", "--manifest-path", "outer/Cargo.toml", "check").status(0)
}

// readOnly gives the words before a command to which a directory is read-only,
// also where root runs it. The mount is gone with the command.
func readOnly(t *testing.T, dir string) []string {
	t.Helper()
	user := "-m"
	if os.Geteuid() != 0 {
		user = "-rm"
	}
	script := `mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"`
	argv := []string{"unshare", user, "sh", "-c", script, dir}
	if !succeeds(append(argv, "true")...) {
		t.Skip("no read-only mount here")
	}
	return argv
}

// TestOddReadOnlyHome has a CARGO_HOME elsewhere that cannot be written.
func TestOddReadOnlyHome(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"),
		files{"else where/home/config.toml": "alias.quick = \"check --offline\"\n"})
	s = s.with("CARGO_HOME=" + s.path("else where/home"))
	argv := readOnly(t, s.path("else where/home"))
	s.run("outer", append(argv, "cargo", "quick")...).status(0).silent("warning")
	if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
	s.run("outer", append(argv, "cargo-nw", "quick")...).status(0).silent("warning")
}

// TestOddReadOnlyWorkspace has a nested workspace that cannot be written: it
// fails as it would by hand, by name, and the next one is run; with a target
// directory elsewhere and a lock file it is built.
func TestOddReadOnlyWorkspace(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["fixed", "free"]`), libraryTree("outer/fixed", "fixed"), libraryTree("outer/free", "free"))
	argv := readOnly(t, s.path("outer/fixed"))
	s.run("outer", append(argv, "cargo", "check", "--offline")...).status(101).last(20).
		once("in fixed: exit status 101").says("Read-only file system")
	if len(s.find("outer/free/target", "libfree-*.rmeta")) == 0 {
		t.Error("the other nested workspace was not checked")
	}
	s.run("outer", append(argv, "cargo-nw", "check", "--offline")...).status(101).says("failed fixed", "ok free")
	s.cargo("outer/fixed", "generate-lockfile", "--offline").status(0)
	s = s.with("CARGO_TARGET_DIR=" + s.path("elsewhere"))
	s.run("outer", append(argv, "cargo", "check", "--offline")...).status(0).says("fixed is built in ../elsewhere/cargo-nw/fixed-")
	s.run("outer", append(argv, "cargo-nw", "check", "--offline")...).status(0)
}

// TestOddRelativeTarget has a CARGO_TARGET_DIR that is relative to where each
// cargo stands: for a nested workspace beside its containing package it is the
// same directory.
func TestOddRelativeTarget(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["../inner", "own"]`), libraryTree("inner", "inner"), libraryTree("outer/own", "own"))
	s = s.with("CARGO_TARGET_DIR=../shared")
	s.cargo("outer", "build", "--offline").status(0).once("is built in").says("../inner is built in ../shared/cargo-nw/inner-")
	s.cargo("outer", "nw", "build", "--offline").status(0).silent("is built in")
	for _, path := range []string{"shared/debug/libinner.rlib", "outer/shared/debug/libown.rlib"} {
		if !s.exists(path) {
			t.Error("cargo nw did not build", path)
		}
	}
}
