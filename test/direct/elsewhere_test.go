//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// A traversal visits its own workspaces; a cargo that is run below it in
// another tree has hooks that do their work.
func TestHookElsewhereUnderTraversal(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), harness.Library("w/a", "a"),
		harness.Containing("other", "other", `roots = ["n"]`), harness.Library("other/n", "n"),
		harness.Files{"bin/cargo-elsewhere": "#!/bin/sh\ncd \"$OTHER\" && exec cargo check --offline\n"})
	s = s.WithPath("bin").With("OTHER=" + s.Path("other"))
	s.Run("w", "cargo", "nw", "elsewhere").Status(0)
	if !s.Exists("other/n/target") {
		t.Error("the hook of another workspace was silent below a traversal that does not visit it")
	}
	if s.Exists("w/a/target") {
		t.Error("something was built where nothing was to be")
	}
}

// A file that a merge leaves behind does not make a package a dependency.
func TestHookBesideOrigFile(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a"]`), harness.Library("w/a", "a"), harness.Files{"w/Cargo.toml.orig": ""})
	s.Cargo("w", "check", "--offline").Status(0)
	if !s.Exists("w/a/target") {
		t.Error("the nested workspace was left out")
	}
}

// A traversal from the build script of one of its own workspaces is refused
// there: it would start itself without end.
func TestTraversalInItsOwnBuildScript(t *testing.T) {
	t.Parallel()
	tree := harness.Library("w", "outer", `[package.metadata.nested_workspace]`, `roots = ["a"]`)
	tree["w/build.rs"] = `fn main() {
    let nw = std::env::var_os("CARGO_NW").unwrap();
    let status = std::process::Command::new(nw).args(["nw", "check", "--offline"]).status().unwrap();
    std::process::exit(status.code().unwrap_or(1));
}
`
	s := harness.Real(t, tree, harness.Library("w/a", "a"))
	s.Cargo("w", "check", "--offline").Status(101).Once("is running there")
	if !s.Exists("w/a/target") {
		t.Error("the nested workspace was not checked")
	}
}

// The tests of a silent hook say nothing: the traversal above tells.
func TestHookUnderTraversalIsSilent(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["a", "b"]`), harness.Tested("w"), harness.Library("w/a", "a"), harness.Library("w/b", "b"))
	o := s.Run("w", "cargo", "nw", "test", "--offline").Status(0)
	if n := strings.Count(o.Stderr, "Summary"); n != 1 {
		t.Errorf("want one summary, got %d:\n%s", n, o.Stderr)
	}
}
