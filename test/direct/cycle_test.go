//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// dependentTree has a nested workspace that depends on its containing package.
func dependentTree(t *testing.T, root string) *harness.World {
	t.Helper()
	return harness.Real(t, harness.Containing("outer", "outer", "roots = ["+root+"]"),
		harness.Library("outer/examples", "examples", "[dependencies]", `outer = { path = ".." }`))
}

const (
	plainRoot     = `"examples"`
	dependentRoot = `{ path = "examples", dependent = true }`
)

// TestCycleByHand is a person who runs cargo in a nested workspace that depends
// on its containing package, whose build script then is to build the nested
// workspace that is being built.
func TestCycleByHand(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	for _, argv := range []string{"check --offline", "check", "build --offline", "check --manifest-path Cargo.toml --offline"} {
		s.Cargo("outer/examples", strings.Fields(argv)...).Status(0).Silent("warning", "error", "cycle")
	}
	s.Cargo(".", "check", "--offline", "--manifest-path", "outer/examples/Cargo.toml").Status(0).Silent("warning", "error")

	s = dependentTree(t, plainRoot)
	s.Cargo("outer/examples", "check", "--offline").Status(101).Last(15).
		Says("forms a cycle: ", s.Path("outer/Cargo.toml")+" → "+s.Path("outer/examples")+" → "+s.Path("outer/Cargo.toml"),
			"hint: if examples depends on this package, say so: { path = \"examples\", dependent = true }")
}

// TestCycleFromAbove is the same pair of workspaces, run from the containing
// package: the nested one is built, and on the way the containing package once
// more, whose hook then has nothing to do.
func TestCycleFromAbove(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s.Cargo("outer", "check", "--offline").Status(0).Silent("warning", "error")
	if len(s.Find("outer/examples/target", "libexamples-*.rmeta")) == 0 {
		t.Error("the dependent nested workspace was not checked")
	}
	s = dependentTree(t, plainRoot)
	s.Cargo("outer", "check", "--offline").Status(101).Last(15).
		Says("forms a cycle: ", "examples depends on this package, say so")
}

// TestCycleShared has a dependent pair in one target directory.
func TestCycleShared(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s = s.With("CARGO_TARGET_DIR=" + s.Path("shared"))
	s.Cargo("outer", "build", "--offline").Status(0).Once("examples is built in ../shared/cargo-nw/examples-")
	s.Cargo("outer/examples", "build", "--offline").Status(0)
}

// TestCycleOfThree goes over two nested workspaces before it comes back.
func TestCycleOfThree(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("a", "a", `roots = ["../b"]`), harness.Containing("b", "b", `roots = ["../c"]`), harness.Containing("c", "c", `roots = ["../a"]`))
	s.Cargo("a", "check", "--offline").Status(101).Last(20).
		Says("forms a cycle: " + strings.Join([]string{
			s.Path("a/Cargo.toml"), s.Path("b"), s.Path("b/Cargo.toml"), s.Path("c"), s.Path("c/Cargo.toml"), s.Path("a"), s.Path("a/Cargo.toml"),
		}, " → "))
}

// TestCycleSameName has two packages of one name, which are no cycle.
func TestCycleSameName(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "same", `roots = ["inner"]`), harness.Containing("outer/inner", "same", `roots = ["deep"]`), harness.Library("outer/inner/deep", "same"))
	s.Cargo("outer", "check", "--offline").Status(0).Silent("warning", "error")
	if len(s.Find("outer/inner/deep/target", "libsame-*.rmeta")) == 0 {
		t.Error("the nested workspace two deep was not checked")
	}
}

// TestTraversalAbove has hooks below `cargo nw`: they do nothing, and that does
// not count as done.
func TestTraversalAbove(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"", "\nrerun = \"changed\""} {
		s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`+table), harness.Library("outer/inner", "inner"), harness.Tested("outer"))
		s.Cargo("outer", "nw", "check").Status(0).Silent("warning", "error").Once("Nested inner")
		if log := s.HookLog("outer"); strings.Contains(log, "Checking") {
			t.Error("a hook below cargo nw ran a nested workspace:", log)
		}
		s.Cargo("outer", "nw", "test").Status(0).Once("Nested inner (2/2) `cargo test`").Silent("--workspace")

		s.Cargo("outer", "check", "--offline").Status(0)
		if log := s.HookLog("outer"); !strings.Contains(log, "Nested inner") && !strings.Contains(log, "Nested outer/inner") {
			t.Error("after cargo nw check, cargo check --offline did not run the nested workspace:", log)
		}
	}
}

// TestRefusedIsNotDone checks offline after a check that refused.
func TestRefusedIsNotDone(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"", "\nrerun = \"changed\""} {
		s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`+table), harness.Library("outer/inner", "inner"))
		s.Cargo("outer", "check").Status(0).Once(refused)
		s.Cargo("outer", "check").Status(0).Once(refused)
		s.Cargo("outer", "check", "--offline").Status(0).Silent("warning")
		if !s.Exists("outer/inner/target") {
			t.Error("cargo check --offline did not run what cargo check had refused")
		}
	}
}
