//go:build unix

package blackbox_test

import (
	"os"
	"strings"
	"testing"
)

// A traversal visits its own workspaces; a cargo that is run below it in
// another tree has hooks that do their work.
func TestHookElsewhereUnderTraversal(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a"]`), libraryTree("w/a", "a"),
		containingTree("other", "other", `roots = ["n"]`), libraryTree("other/n", "n"),
		files{"bin/cargo-elsewhere": "#!/bin/sh\ncd \"$OTHER\" && exec cargo check --offline\n"})
	s = s.with("OTHER="+s.path("other"), "PATH="+s.path("bin")+":"+os.Getenv("PATH"))
	s.run("w", "cargo", "nw", "elsewhere").status(0)
	if !s.exists("other/n/target") {
		t.Error("the hook of another workspace was silent below a traversal that does not visit it")
	}
	if s.exists("w/a/target") {
		t.Error("something was built where nothing was to be")
	}
}

// A file that a merge leaves behind does not make a package a dependency.
func TestHookBesideOrigFile(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a"]`), libraryTree("w/a", "a"), files{"w/Cargo.toml.orig": ""})
	s.cargo("w", "check", "--offline").status(0)
	if !s.exists("w/a/target") {
		t.Error("the nested workspace was left out")
	}
}

// A traversal from the build script of one of its own workspaces is refused
// there: it would start itself without end.
func TestTraversalInItsOwnBuildScript(t *testing.T) {
	t.Parallel()
	tree := libraryTree("w", "outer", `[package.metadata.nested_workspace]`, `roots = ["a"]`)
	tree["w/build.rs"] = `fn main() {
    let nw = std::env::var_os("CARGO_NW").unwrap();
    let status = std::process::Command::new(nw).args(["nw", "check", "--offline"]).status().unwrap();
    std::process::exit(status.code().unwrap_or(1));
}
`
	s := newSandbox(t, tree, libraryTree("w/a", "a"))
	s.cargo("w", "check", "--offline").status(101).once("is at work there")
	if !s.exists("w/a/target") {
		t.Error("the nested workspace was not checked")
	}
}

// The tests of a silent hook say nothing: the traversal above tells.
func TestHookUnderTraversalIsSilent(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["a", "b"]`), testedTree("w"), libraryTree("w/a", "a"), libraryTree("w/b", "b"))
	o := s.run("w", "cargo", "nw", "test", "--offline").status(0)
	if n := strings.Count(o.stderr, "Summary"); n != 1 {
		t.Errorf("want one summary, got %d:\n%s", n, o.stderr)
	}
}
