//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
)

// dependentTree has a nested workspace that depends on its containing package.
func dependentTree(t *testing.T, root string) sandbox {
	t.Helper()
	return newSandbox(t, containingTree("outer", "outer", "roots = ["+root+"]"),
		libraryTree("outer/examples", "examples", "[dependencies]", `outer = { path = ".." }`))
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
		s.cargo("outer/examples", strings.Fields(argv)...).status(0).silent("warning", "error", "circle")
	}
	s.cargo(".", "check", "--offline", "--manifest-path", "outer/examples/Cargo.toml").status(0).silent("warning", "error")

	s = dependentTree(t, plainRoot)
	s.cargo("outer/examples", "check", "--offline").status(101).last(15).
		says("leads in a circle: ", s.path("outer/Cargo.toml")+" → "+s.path("outer/examples")+" → "+s.path("outer/Cargo.toml"),
			"hint: if examples depends on this package, say so: { path = \"examples\", dependent = true }")
}

// TestCycleFromAbove is the same pair of workspaces, run from the containing
// package: the nested one is built, and on the way the containing package once
// more, whose hook then has nothing to do.
func TestCycleFromAbove(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s.cargo("outer", "check", "--offline").status(0).silent("warning", "error")
	if len(s.find("outer/examples/target", "libexamples-*.rmeta")) == 0 {
		t.Error("the dependent nested workspace was not checked")
	}
	s = dependentTree(t, plainRoot)
	s.cargo("outer", "check", "--offline").status(101).last(15).
		says("leads in a circle: ", "examples depends on this package, say so")
}

// TestCycleShared has a dependent pair in one target directory.
func TestCycleShared(t *testing.T) {
	t.Parallel()
	s := dependentTree(t, dependentRoot)
	s = s.with("CARGO_TARGET_DIR=" + s.path("shared"))
	s.cargo("outer", "build", "--offline").status(0).once("examples is built in ../shared/cargo-nw/examples-")
	s.cargo("outer/examples", "build", "--offline").status(0)
}

// TestCycleOfThree goes over two nested workspaces before it comes back.
func TestCycleOfThree(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("a", "a", `roots = ["../b"]`), containingTree("b", "b", `roots = ["../c"]`), containingTree("c", "c", `roots = ["../a"]`))
	s.cargo("a", "check", "--offline").status(101).last(20).
		says("leads in a circle: " + strings.Join([]string{
			s.path("a/Cargo.toml"), s.path("b"), s.path("b/Cargo.toml"), s.path("c"), s.path("c/Cargo.toml"), s.path("a"), s.path("a/Cargo.toml"),
		}, " → "))
}

// TestCycleSameName has two packages of one name, which are no cycle.
func TestCycleSameName(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "same", `roots = ["inner"]`), containingTree("outer/inner", "same", `roots = ["deep"]`), libraryTree("outer/inner/deep", "same"))
	s.cargo("outer", "check", "--offline").status(0).silent("warning", "error")
	if len(s.find("outer/inner/deep/target", "libsame-*.rmeta")) == 0 {
		t.Error("the nested workspace two deep was not checked")
	}
}

// TestTraversalAbove has hooks below `cargo nw`: they do nothing, and that does
// not count as done.
func TestTraversalAbove(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"", "\nrerun = \"changed\""} {
		s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`+table), libraryTree("outer/inner", "inner"), testedTree("outer"))
		s.cargo("outer", "nw", "check").status(0).silent("warning", "error").once("Nested inner")
		if log := s.hookLog("outer"); strings.Contains(log, "Checking") {
			t.Error("a hook below cargo nw ran a nested workspace:", log)
		}
		s.cargo("outer", "nw", "test").status(0).once("Nested inner (2/2) `cargo test`").silent("--workspace")

		s.cargo("outer", "check", "--offline").status(0)
		if log := s.hookLog("outer"); !strings.Contains(log, "Nested inner") && !strings.Contains(log, "Nested outer/inner") {
			t.Error("after cargo nw check, cargo check --offline did not run the nested workspace:", log)
		}
	}
}

// TestRefusedIsNotDone checks offline after a check that refused.
func TestRefusedIsNotDone(t *testing.T) {
	t.Parallel()
	for _, table := range []string{"", "\nrerun = \"changed\""} {
		s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`+table), libraryTree("outer/inner", "inner"))
		s.cargo("outer", "check").status(0).once(refused)
		s.cargo("outer", "check").status(0).once(refused)
		s.cargo("outer", "check", "--offline").status(0).silent("warning")
		if !s.exists("outer/inner/target") {
			t.Error("cargo check --offline did not run what cargo check had refused")
		}
	}
}
