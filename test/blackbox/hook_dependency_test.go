//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
)

// gitTree has the containing package in a git repository, and a user of it.
func gitTree(t *testing.T) sandbox {
	t.Helper()
	s := newSandbox(t, containingTree("repo", "outer", `roots = ["inner"]`), libraryTree("repo/inner", "inner"), files{"repo/.gitignore": "target\n"}).
		with("GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t", "GIT_CONFIG_NOSYSTEM=1")
	if !succeeds("git", "--version") {
		t.Skip("no git here")
	}
	s.run("repo", "git", "init", "-q").status(0)
	s.run("repo", "git", "add", ".").status(0)
	s.run("repo", "git", "commit", "-q", "-m", "first").status(0)
	s.write(libraryTree("user", "user", "[dependencies]", "outer = { git = \"file://"+s.path("repo")+"\" }"))
	return s
}

// idle demands that a hook did nothing: there is no output of a nested run, and
// no warning.
func (s sandbox) idle(o outcome, dir string) {
	s.t.Helper()
	if log := s.hookLog(dir); log != "" {
		o.fail("the hook did something: " + log)
	}
	if found := s.find(dir, "libinner*"); len(found) > 0 {
		o.fail("the nested workspace was built: " + found[0])
	}
	o.silent("warning", "error")
}

// TestDependencyGit has the containing package as somebody's git dependency.
func TestDependencyGit(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	s.cargo("user", "fetch").status(0)
	s.idle(s.cargo("user", "check", "--offline").status(0), "user")
	s.idle(s.cargo("user", "check").status(0), "user")
	if o := s.cargo("user", "check", "--offline", "-v").status(0); !quiet(o) {
		o.fail("the hook of a dependency runs every time")
	}
	if found := s.find(".cargo-home", "target"); len(found) > 0 {
		t.Error("something was built in cargo's checkout:", found)
	}
}

// TestDependencyVendored has it vendored.
func TestDependencyVendored(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	o := s.cargo("user", "vendor", "-q", "--no-delete").status(0)
	s.write(files{"user/.cargo/config.toml": o.stdout})
	s.idle(s.cargo("user", "check", "--offline").status(0), "user/target")
}

// TestDependencyPackaged verifies what `cargo package` has packed.
func TestDependencyPackaged(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`, "[package.metadata.other]"), libraryTree("outer/inner", "inner"))
	o := s.cargo("outer", "package", "--offline", "--allow-dirty").status(0)
	if log := s.hookLog("outer/target"); log != "" || strings.Contains(o.stderr, "left out") {
		o.fail("the hook did something: " + log)
	}
}

// TestDependencyByPath has it as a path dependency, which is the user's own:
// the hook runs.
func TestDependencyByPath(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"),
		libraryTree("user", "user", "[dependencies]", `outer = { path = "../outer" }`))
	s.cargo("user", "check", "--offline").status(0).silent("warning", "error")
	if len(s.find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace of a path dependency was not checked")
	}
}

// Files that cargo leaves beside a manifest, committed by somebody, make no
// dependency of the user's own package; nor does a configuration
// that calls the directory around it a source. (Cargo itself refuses CARGO_HOME in
// [env].)
func TestDependencyForged(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("registry/outer", "outer", `roots = ["inner"]`), libraryTree("registry/outer/inner", "inner"))
	for name, tree := range map[string]files{
		"unpacked": {"registry/outer/.cargo-ok": "ok"},
		"packaged": {"registry/outer/.cargo_vcs_info.json": "{}"},
		"vendored": {
			"registry/outer/.cargo-checksum.json": `{"files":{}}`,
			"registry/outer/.cargo/config.toml":   "[source.crates-io]\nreplace-with = 'here'\n[source.here]\ndirectory = '..'\n",
		},
	} {
		s.remove("registry/outer/inner/target", "registry/outer/.cargo", "registry/outer/.cargo-ok", "registry/outer/.cargo_vcs_info.json", "registry/outer/.cargo-checksum.json")
		s.write(tree)
		o := s.cargo("registry/outer", "check", "--offline").status(0)
		if len(s.find("registry/outer/inner/target", "libinner-*.rmeta")) == 0 {
			o.fail(name + ": the hook was silent")
		}
	}
	packed := newSandbox(t, containingTree("package/outer", "outer", `roots = ["inner"]`), libraryTree("package/outer/inner", "inner"),
		files{"package/outer/Cargo.toml.orig": ""})
	if o := packed.cargo("package/outer", "check", "--offline").status(0); !packed.exists("package/outer/inner/target") {
		o.fail("a directory called package makes the hook silent")
	}
}

// A vendored package is one whose source is in another directory's file, too.
func TestDependencyVendoredElsewhere(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	o := s.cargo("user", "vendor", "-q", "--no-delete", "../store").status(0)
	s.write(files{"more.toml": o.stdout})
	s.idle(s.cargo("user", "check", "--offline", "--config", "../more.toml").status(0), "user/target")
}
