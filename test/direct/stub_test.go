//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/stub"
	"github.com/cargo-nw/cargo-nw/test/harness"
)

const install = "go install github.com/cargo-nw/cargo-nw@latest"

// TestStubsEditions compiles them in each edition, every lint on.
func TestStubsEditions(t *testing.T) {
	t.Parallel()
	for _, edition := range []string{"2018", "2021", "2024"} {
		t.Run(edition, func(t *testing.T) {
			t.Parallel()
			s := harness.Real(t, harness.Containing("outer", "outer", "roots = []"), harness.Tested("outer"))
			s.Write(harness.Files{"outer/Cargo.toml": strings.Replace(s.Read("outer/Cargo.toml"), "2021", edition, 1)})
			s.With("RUSTFLAGS=-Dwarnings").Cargo("outer", "test", "--offline").Status(0).Silent("warning")
		})
	}
}

// TestStubWithoutBinary has no cargo-nw: a build warns once and goes on, and a
// test passes, but fails in CI. All say what to type, the test past the harness,
// which shows nothing of a test that passes.
func TestStubWithoutBinary(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Tested("outer"))
	absent := s.With("CARGO_NW=" + s.Path("absent"))
	absent.Cargo("outer", "check").Status(0).Once("warning: ").Once("nested workspaces left out: ").Once(install)
	o := absent.Without("CI").Cargo("outer", "test").Status(0)
	if !strings.Contains(o.Stderr, "nested workspaces not tested: ") || !strings.Contains(o.Stderr, install) {
		o.Fail("the test does not say that it tested nothing")
	}
	o = absent.With("CI=true").Cargo("outer", "test").Status(101)
	if !strings.Contains(o.Stdout, install) {
		o.Fail("the test does not say what to type")
	}
	// Installed, it is used at once.
	s.Cargo("outer", "check", "--offline").Status(0).Silent("warning")
	if !s.Exists("outer/inner/target") {
		t.Error("after installing cargo-nw the nested workspace was not run")
	}
}

// TestStubOnPath finds the binary on PATH, and knows another program of that
// name from it.
func TestStubOnPath(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Files{
		"bin/cargo-nw": "#!/bin/sh\necho \"something else, asked for $*\"\n",
	})
	s = s.Without("CARGO_NW")
	s.Cargo("outer", "check", "--offline").Status(0).Silent("warning")
	if !s.Exists("outer/inner/target") {
		t.Error("cargo-nw on PATH was not found")
	}
	s.WithPath("bin").Cargo("outer", "check", "--offline").Status(0).
		Once("warning: ").Once("nested workspaces left out: \"cargo-nw\": is another program of that name").Once(install)
	s.Write(harness.Files{"bin/cargo-nw": "#!/bin/sh\nexit 2\n"})
	s.WithPath("bin").Cargo("outer", "check", "--offline").Status(0).Once("is another program of that name")
}

// TestHookByHand calls the hook in a shell.
func TestHookByHand(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Library("bare", "bare"))
	s.Run("outer", "cargo-nw", "hook", "build").Status(3).
		Once("cargo-nw: error: CARGO_MANIFEST_DIR is not set").Says("cargo nw build")
	s.Run("outer", "cargo-nw", "hook").Status(2).Says("cargo-nw: error: ", "cargo-nw: hint: cargo nw setup --print")
	s.Run("outer", "cargo-nw", "hook", "run").Status(2).Says("not as hook run")
	s.Run("outer", "cargo-nw", "hook", "test").Status(0).Says("Nested inner (1/1) `cargo test --workspace`")
	s.Run("bare", "cargo-nw", "hook", "test").Status(3).Says("Cargo.toml", "no [package.metadata.nested_workspace] table", "hint: add it with roots")
}

// TestHookWithoutTable has a stub in a package that lists nothing.
func TestHookWithoutTable(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Library("bare", "bare"), harness.Files{"bare/build.rs": stub.BuildScript}, harness.Tested("bare"))
	s.Cargo("bare", "check", "--offline").Status(101).
		Says(s.Path("bare/Cargo.toml")+": there is no [package.metadata.nested_workspace] table", "cargo-nw: hint: add it with roots = ")
	s.Remove("bare/build.rs")
	s.Cargo("bare", "test", "--offline").Status(101).Says("no [package.metadata.nested_workspace] table")

	// Bad input stops before anything has run, and says where it is.
	s = harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner", "absent"]`), harness.Library("outer/inner", "inner"))
	s.Cargo("outer", "check", "--offline").Status(101).Says("Cargo.toml:7", "`absent` does not exist")
	if s.Exists("outer/inner/target") {
		t.Error("a nested workspace was run before the input was read")
	}
}
