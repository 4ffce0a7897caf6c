//go:build unix

package direct_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// staleTree has a nested workspace whose Cargo.lock lacks its second package.
func staleTree(t *testing.T) *harness.World {
	t.Helper()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`, "[features]\nextra = []"),
		harness.Library("outer/inner", "inner", `[dependencies]`, `part = { path = "part" }`), harness.Library("outer/inner/part", "part"),
		harness.Tested("outer"), harness.Files{
			"outer/inner/part/Cargo.toml": "[package]\nname = \"part\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
			"outer/inner/Cargo.lock":      staleLock,
			"outer/Cargo.lock":            "version = 4\n[[package]]\nname = \"outer\"\nversion = \"0.1.0\"\n",
		})
	return s
}

const staleLock = "version = 4\n[[package]]\nname = \"inner\"\nversion = \"0.1.0\"\n"

// TestLocked has a parent that must not change lock files: a nested run must
// not either.
func TestLocked(t *testing.T) {
	t.Parallel()
	for _, argv := range [][]string{
		{"check", "--frozen"}, {"check", "--offline", "--locked"}, {"--locked", "build", "--offline"}, {"--frozen", "c"},
	} {
		s := staleTree(t)
		s.Cargo("outer", argv...).Status(101).Says("--locked", "inner")
		if s.Read("outer/inner/Cargo.lock") != staleLock {
			t.Errorf("%q rewrote the nested Cargo.lock", argv)
		}
	}
	s := staleTree(t)
	s.Remove("outer/build.rs")
	s.Cargo("outer", "test", "--locked").Status(101).Says("Nested inner (1/1) `cargo test --workspace --locked`", "inner/Cargo.lock because --locked was passed")
	if s.Read("outer/inner/Cargo.lock") != staleLock {
		t.Error("cargo test --locked rewrote the nested Cargo.lock")
	}
	s = staleTree(t)
	s.Cargo("outer", "check", "--offline").Status(0)
	if s.Read("outer/inner/Cargo.lock") == staleLock {
		t.Error("without --locked the nested Cargo.lock was not brought up to date")
	}
}

// TestFiltered lists what in the parent's command line changes a build and is
// not passed on.
func TestFiltered(t *testing.T) {
	t.Parallel()
	s := staleTree(t)
	s.Cargo("outer", "check", "--offline", "--features", "extra", "--release").Status(0).
		Once("nested workspaces are built without --features extra --release from the command line; hint: cargo nw check --features extra --release")
	s.Cargo("outer", "check", "--offline", "--profile=release", "--config=profile.release.debug=1").Status(0).
		Once("nested workspaces are built without --profile=release --config=profile.release.debug=1 from the command line")
	s.Cargo("outer", "check", "--offline", "--no-default-features", "-j1").Status(0).Once("built without --no-default-features from")
	s.Cargo("outer", "check", "--offline", "--all-targets").Status(0).Once("built without --all-targets")
	s.Cargo("outer", "check", "--offline", "--lib", "-p", "outer", "--message-format=short").Status(0).Silent("warning:")

	// If nothing runs, nothing is left out.
	s.Cargo("outer", "check", "--release").Status(0).Silent("built without")

	// What the hook line says itself is not left out.
	s.Write(harness.Files{"outer/build.rs": harness.HookLine("--release")})
	s.Cargo("outer", "check", "--offline", "--release").Status(0).Silent("warning:")
	if !s.Exists("outer/inner/target/release") {
		t.Error("--release of the hook line did not reach the nested workspace")
	}
}

// TestFilteredTarget has a --target, whose build directory has one component
// more.
func TestFilteredTarget(t *testing.T) {
	t.Parallel()
	s := staleTree(t)
	s.Cargo("outer", "check", "--offline", "--target", realcargo.HostTriple(t)).Status(0).Once("built without --target " + realcargo.HostTriple(t) + " from")
	if !s.Exists("outer/inner/target/debug") {
		t.Error("the nested workspace was not checked for its own target")
	}
}
