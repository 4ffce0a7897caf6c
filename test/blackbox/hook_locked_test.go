//go:build unix

package blackbox_test

import "testing"

// staleTree has a nested workspace whose Cargo.lock does not know its second
// package.
func staleTree(t *testing.T) sandbox {
	t.Helper()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`, "[features]\nextra = []"),
		libraryTree("outer/inner", "inner", `[dependencies]`, `part = { path = "part" }`), libraryTree("outer/inner/part", "part"),
		testedTree("outer"), files{
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
		s.cargo("outer", argv...).status(101).says("--locked", "inner")
		if s.read("outer/inner/Cargo.lock") != staleLock {
			t.Errorf("%q rewrote the nested Cargo.lock", argv)
		}
	}
	s := staleTree(t)
	s.remove("outer/build.rs")
	s.cargo("outer", "test", "--locked").status(101).says("Nested inner (1/1) `cargo test --workspace --locked`", "inner/Cargo.lock because --locked was passed")
	if s.read("outer/inner/Cargo.lock") != staleLock {
		t.Error("cargo test --locked rewrote the nested Cargo.lock")
	}
	s = staleTree(t)
	s.cargo("outer", "check", "--offline").status(0)
	if s.read("outer/inner/Cargo.lock") == staleLock {
		t.Error("without --locked the nested Cargo.lock was not brought up to date")
	}
}

// TestFiltered names what of the parent's command line changes a build and is
// not handed down.
func TestFiltered(t *testing.T) {
	t.Parallel()
	s := staleTree(t)
	s.cargo("outer", "check", "--offline", "--features", "extra", "--release").status(0).
		once("nested workspaces are built without --features extra --release of the command line; hint: cargo nw check --features extra --release")
	s.cargo("outer", "check", "--offline", "--profile=release", "--config=profile.release.debug=1").status(0).
		once("nested workspaces are built without --profile=release --config=profile.release.debug=1 of the command line")
	s.cargo("outer", "check", "--offline", "--no-default-features", "-j1").status(0).once("built without --no-default-features of")
	s.cargo("outer", "check", "--offline", "--all-targets").status(0).once("built without --all-targets")
	s.cargo("outer", "check", "--offline", "--lib", "-p", "outer", "--message-format=short").status(0).silent("warning:")

	// Where nothing is run nothing is left out of it.
	s.cargo("outer", "check", "--release").status(0).silent("built without")

	// What the hook line says itself is not left out.
	s.write(files{"outer/build.rs": hookLine("--release")})
	s.cargo("outer", "check", "--offline", "--release").status(0).silent("warning:")
	if !s.exists("outer/inner/target/release") {
		t.Error("--release of the hook line did not reach the nested workspace")
	}
}

// TestFilteredTarget has a --target, whose build directory has one component
// more.
func TestFilteredTarget(t *testing.T) {
	t.Parallel()
	s := staleTree(t)
	s.cargo("outer", "check", "--offline", "--target", hostTriple(t)).status(0).once("built without --target " + hostTriple(t) + " of")
	if !s.exists("outer/inner/target/debug") {
		t.Error("the nested workspace was not checked for its own target")
	}
}
