//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// gitTree has the containing package in a git repository, and a user of it.
func gitTree(t *testing.T) *harness.World {
	t.Helper()
	s := harness.Real(t, harness.Containing("repo", "outer", `roots = ["inner"]`), harness.Library("repo/inner", "inner"), harness.Files{"repo/.gitignore": "target\n"}).
		With("GIT_AUTHOR_NAME=t", "GIT_AUTHOR_EMAIL=t@t", "GIT_COMMITTER_NAME=t", "GIT_COMMITTER_EMAIL=t@t", "GIT_CONFIG_NOSYSTEM=1")
	if !realcargo.Succeeds("git", "--version") {
		t.Skip("no git here")
	}
	s.Run("repo", "git", "init", "-q").Status(0)
	s.Run("repo", "git", "add", ".").Status(0)
	s.Run("repo", "git", "commit", "-q", "-m", "first").Status(0)
	s.Write(harness.Library("user", "user", "[dependencies]", "outer = { git = \"file://"+s.Path("repo")+"\" }"))
	return s
}

// idle demands that a hook did nothing: there is no output of a nested run, and
// no warning.
func idle(s *harness.World, o harness.Outcome, dir string) {
	s.T.Helper()
	if log := s.HookLog(dir); log != "" {
		o.Fail("the hook did something: " + log)
	}
	if found := s.Find(dir, "libinner*"); len(found) > 0 {
		o.Fail("the nested workspace was built: " + found[0])
	}
	o.Silent("warning", "error")
}

// TestDependencyGit has the containing package as somebody's git dependency.
func TestDependencyGit(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	s.Cargo("user", "fetch").Status(0)
	idle(s, s.Cargo("user", "check", "--offline").Status(0), "user")
	idle(s, s.Cargo("user", "check").Status(0), "user")
	if o := s.Cargo("user", "check", "--offline", "-v").Status(0); !o.Fresh() {
		o.Fail("the hook of a dependency runs every time")
	}
	if found := s.Find("../home/.cargo", "target"); len(found) > 0 {
		t.Error("something was built in cargo's checkout:", found)
	}
}

// TestDependencyVendored has it vendored.
func TestDependencyVendored(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	o := s.Cargo("user", "vendor", "-q", "--no-delete").Status(0)
	s.Write(harness.Files{"user/.cargo/config.toml": o.Stdout})
	idle(s, s.Cargo("user", "check", "--offline").Status(0), "user/target")
}

// TestDependencyPackaged verifies what `cargo package` has packed.
func TestDependencyPackaged(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`, "[package.metadata.other]"), harness.Library("outer/inner", "inner"))
	o := s.Cargo("outer", "package", "--offline", "--allow-dirty").Status(0)
	if log := s.HookLog("outer/target"); log != "" || strings.Contains(o.Stderr, "left out") {
		o.Fail("the hook did something: " + log)
	}
}

// TestDependencyByPath has it as a path dependency, which is the user's own:
// the hook runs.
func TestDependencyByPath(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"),
		harness.Library("user", "user", "[dependencies]", `outer = { path = "../outer" }`))
	s.Cargo("user", "check", "--offline").Status(0).Silent("warning", "error")
	if len(s.Find("outer/inner/target", "libinner-*.rmeta")) == 0 {
		t.Error("the nested workspace of a path dependency was not checked")
	}
}

// Files that cargo leaves next to a manifest, committed by somebody, make no
// dependency of the user's own package; nor does a configuration that calls the
// directory around it a source. (Cargo itself refuses CARGO_HOME in [env].)
func TestDependencyForged(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("registry/outer", "outer", `roots = ["inner"]`), harness.Library("registry/outer/inner", "inner"))
	for name, tree := range map[string]harness.Files{
		"unpacked": {"registry/outer/.cargo-ok": "ok"},
		"packaged": {"registry/outer/.cargo_vcs_info.json": "{}"},
		"vendored": {
			"registry/outer/.cargo-checksum.json": `{"files":{}}`,
			"registry/outer/.cargo/config.toml":   "[source.crates-io]\nreplace-with = 'here'\n[source.here]\ndirectory = '..'\n",
		},
	} {
		s.Remove("registry/outer/inner/target", "registry/outer/.cargo", "registry/outer/.cargo-ok", "registry/outer/.cargo_vcs_info.json", "registry/outer/.cargo-checksum.json")
		s.Write(tree)
		o := s.Cargo("registry/outer", "check", "--offline").Status(0)
		if len(s.Find("registry/outer/inner/target", "libinner-*.rmeta")) == 0 {
			o.Fail(name + ": the hook was silent")
		}
	}
	packed := harness.Real(t, harness.Containing("package/outer", "outer", `roots = ["inner"]`), harness.Library("package/outer/inner", "inner"),
		harness.Files{"package/outer/Cargo.toml.orig": ""})
	if o := packed.Cargo("package/outer", "check", "--offline").Status(0); !packed.Exists("package/outer/inner/target") {
		o.Fail("a directory called package makes the hook silent")
	}
}

// A vendored package is one whose source is in another directory's file, too.
func TestDependencyVendoredElsewhere(t *testing.T) {
	t.Parallel()
	s := gitTree(t)
	o := s.Cargo("user", "vendor", "-q", "--no-delete", "../store").Status(0)
	s.Write(harness.Files{"more.toml": o.Stdout})
	idle(s, s.Cargo("user", "check", "--offline", "--config", "../more.toml").Status(0), "user/target")
}
