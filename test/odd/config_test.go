//go:build unix

package odd_test

import (
	"os"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestOddInclude has what matters in files that the configuration includes: a
// shared directory, an alias, net.offline.
func TestOddInclude(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Files{
		".cargo/config.toml": "include = [\"more.toml\", { path = \"absent.toml\", optional = true }]\n",
		".cargo/more.toml":   "include = [\"../deep/config.toml\"]\nalias.quick = \"check\"\n",
		"deep/config.toml":   "net.offline = true\nbuild.target-dir = \"shared\"\n",
	})
	if s.Cargo("outer", "check", "--offline"); !s.Exists("shared") {
		t.Skip("this cargo does not follow include")
	}
	s.Cargo("outer", "quick").Status(0).Silent("refusing").Once("inner is built in ../shared/cargo-nw/inner-")
	s.Cargo("outer", "nw", "quick").Status(0).Silent("warning: unused config key")
}

// TestOddRelativeHome has a CARGO_HOME that is relative to the current
// directory: its configuration counts.
func TestOddRelativeHome(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"),
		harness.Files{"home/config.toml": "net.offline = true\nalias.quick = \"check\"\n"})
	s.With("CARGO_HOME=home").Cargo(".", "check", "--manifest-path", "outer/Cargo.toml").Status(0).Silent("warning")
	bare := s.Unmanaged("cargo", os.Symlink).With("CARGO_HOME=home")
	bare.Run(".", s.Path("bin/cargo"), "quick", "--manifest-path", "outer/Cargo.toml").Status(0).Silent("warning")
	bare.Run(".", s.Path("bin/cargo"), "nw", "--manifest-path", "outer/Cargo.toml", "check").Status(0)
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
	if !realcargo.Succeeds(append(argv, "true")...) {
		t.Skip("no read-only mount here")
	}
	return argv
}

// TestOddReadOnlyHome has a CARGO_HOME elsewhere that cannot be written.
func TestOddReadOnlyHome(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"),
		harness.Files{"else where/home/config.toml": "alias.quick = \"check --offline\"\n"})
	s = s.With("CARGO_HOME=" + s.Path("else where/home"))
	argv := readOnly(t, s.Path("else where/home"))
	s.Run("outer", append(argv, "cargo", "quick")...).Status(0).Silent("warning")
	if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace was not checked")
	}
	s.Run("outer", append(argv, "cargo-nw", "quick")...).Status(0).Silent("warning")
}

// TestOddReadOnlyWorkspace has a nested workspace that cannot be written: it
// fails as it would by hand, by name, and the next one is run; with a target
// directory elsewhere and a lock file it is built.
func TestOddReadOnlyWorkspace(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["fixed", "free"]`), harness.Library("outer/fixed", "fixed"), harness.Library("outer/free", "free"))
	argv := readOnly(t, s.Path("outer/fixed"))
	s.Run("outer", append(argv, "cargo", "check", "--offline")...).Status(101).Last(20).
		Once("in fixed: exit status 101").Says("Read-only file system")
	if len(s.Find("outer/free/target", "libfree-*.rmeta")) == 0 {
		t.Error("the other nested workspace was not checked")
	}
	s.Run("outer", append(argv, "cargo-nw", "check", "--offline")...).Status(101).Says("failed fixed", "ok free")
	s.Cargo("outer/fixed", "generate-lockfile", "--offline").Status(0)
	s = s.With("CARGO_TARGET_DIR=" + s.Path("elsewhere"))
	s.Run("outer", append(argv, "cargo", "check", "--offline")...).Status(0).Says("fixed is built in ../elsewhere/cargo-nw/fixed-")
	s.Run("outer", append(argv, "cargo-nw", "check", "--offline")...).Status(0)
}

// TestOddRelativeTarget has a CARGO_TARGET_DIR that is relative to the
// directory of each cargo: for a nested workspace next to its containing
// package it is the same directory.
func TestOddRelativeTarget(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["../inner", "own"]`), harness.Library("inner", "inner"), harness.Library("outer/own", "own"))
	s = s.With("CARGO_TARGET_DIR=../shared")
	s.Cargo("outer", "build", "--offline").Status(0).Once("is built in").Says("../inner is built in ../shared/cargo-nw/inner-")
	s.Cargo("outer", "nw", "build", "--offline").Status(0).Silent("is built in")
	for _, path := range []string{"shared/debug/libinner.rlib", "outer/shared/debug/libown.rlib"} {
		if !s.Exists(path) {
			t.Error("cargo nw did not build", path)
		}
	}
}
