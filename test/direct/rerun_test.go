//go:build unix

package direct_test

import (
	"os"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestRerunAlways is the default: after check, build reaches the nested
// workspace, too.
func TestRerunAlways(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
	s.Cargo("outer", "check", "--offline").Status(0)
	s.Cargo("outer", "build", "--offline").Status(0)
	if !s.Exists("outer/inner/target/debug/libinner.rlib") {
		t.Error("build after check did not build the nested workspace")
	}
	o := s.Cargo("outer", "check", "--offline", "-v").Status(0)
	o.Says("cargo-nw visits the nested workspaces every time")
}

// changedTree has a nested workspace with everything whose change counts.
func changedTree(t *testing.T) *harness.World {
	t.Helper()
	return harness.Real(t, harness.Containing("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""),
		harness.Library("outer/inner", "inner", "[dependencies]", `near = { path = "near" }`, `far = { path = "../../far" }`, `[workspace.lints]`),
		harness.Library("outer/inner/near", "near"), harness.Library("far", "far"), harness.Library("linked", "linked"), harness.Library("spare", "spare"), harness.Files{
			"outer/inner/near/Cargo.toml":    "[package]\nname = \"near\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
			"far/Cargo.toml":                 "[package]\nname = \"far\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
			"outer/inner/src/sub/mod.rs":     "",
			"outer/inner/.cargo/config.toml": "include = [\"more.toml\"]\n",
			"outer/inner/.cargo/more.toml":   "patch.crates-io.spare.path = \"../../spare\"\n",
			"outer/inner/tests/data/a.txt":   "",
			"linked/more/text.txt":           "",
			"outer/inner/links/text.txt":     "",
		})
}

// TestRerunChanged spares the containing package: with nothing changed nothing
// is harness.Compiled, and what changes is seen.
func TestRerunChanged(t *testing.T) {
	t.Parallel()
	s := changedTree(t)
	if err := os.Symlink("../../linked", s.Path("outer/inner/linked")); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"up": "..", "loop": ".", "outside": s.Path("outer"), "dangling": "absent"} {
		if err := os.Symlink(to, s.Path("outer/inner/links/"+link)); err != nil {
			t.Fatal(err)
		}
	}
	check := func() harness.Outcome {
		t.Helper()
		return s.Cargo("outer", "check", "--offline", "-v").Status(0)
	}
	s.Cargo("outer", "check", "--offline").Status(0)
	if !s.Exists("outer/inner/target/debug/libinner.rlib") {
		t.Fatal("with rerun = \"changed\" the nested command is build under every parent")
	}
	if !s.Exists("outer/inner/Cargo.lock") {
		t.Fatal("there is no nested Cargo.lock")
	}
	if o := check(); !o.Fresh() {
		o.Fail("the second run compiled something, though only the nested Cargo.lock is new")
	}
	s.Cargo("outer", "build", "--offline").Status(0)
	if o := check(); !o.Fresh() {
		o.Fail("check after build compiled something")
	}

	for what, change := range map[string]harness.Files{
		"a source file":                     {"outer/inner/src/lib.rs": "pub fn answer() -> u32 { 43 }\n"},
		"a file in a module":                {"outer/inner/src/sub/mod.rs": "// changed\n"},
		"a new file":                        {"outer/inner/src/new.rs": "// new\n"},
		"a new file in a new directory":     {"outer/inner/tests/new/b.txt": "b\n"},
		"a member":                          {"outer/inner/near/src/lib.rs": "// changed\n"},
		"a new member's file":               {"outer/inner/near/src/bin/x.rs": "fn main() {}\n"},
		"the manifest":                      {"outer/inner/Cargo.toml": s.Read("outer/inner/Cargo.toml") + "\n# changed\n"},
		"the configuration":                 {"outer/inner/.cargo/config.toml": s.Read("outer/inner/.cargo/config.toml") + "# changed\n"},
		"an included configuration":         {"outer/inner/.cargo/more.toml": s.Read("outer/inner/.cargo/more.toml") + "# changed\n"},
		"a package that it patches in":      {"spare/src/lib.rs": "// changed\n"},
		"a path dependency elsewhere":       {"far/src/lib.rs": "// changed\n"},
		"a new file in a path dependency":   {"far/src/new.rs": "// changed\n"},
		"a file through a symlink":          {"linked/src/lib.rs": "// changed\n"},
		"a new file behind a symlink":       {"linked/more/new.txt": "new\n"},
		"the lock file":                     {"outer/inner/Cargo.lock": s.Read("outer/inner/Cargo.lock") + "\n"},
		"the containing package's manifest": {"outer/Cargo.toml": s.Read("outer/Cargo.toml") + "\n# changed\n"},
	} {
		s.Age("outer/inner/src", "outer/inner/near", "far", "linked", "spare", "outer/inner/tests", "outer/inner/.cargo", "outer/inner/Cargo.toml")
		s.Write(change)
		if o := check(); o.Fresh() {
			t.Errorf("a change of %s was not seen", what)
		}
		if o := check(); !o.Fresh() {
			o.Fail("after a change of " + what + " it runs forever")
		}
	}
	s.Write(harness.Files{"outer/inner/target/debug/new.txt": "new\n"})
	s.Cargo("outer/inner", "build", "--offline", "--release").Status(0)
	if o := check(); !o.Fresh() {
		o.Fail("a change in the target directory made it run again")
	}
}

// TestRerunChangedRelinked has a path dependency through a symlink, which then
// leads to another package.
func TestRerunChangedRelinked(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""),
		harness.Library("outer/inner", "inner", "[dependencies]", `far = { path = "../../current" }`), harness.Library("one", "far"), harness.Library("two", "far"))
	link := s.Link("one", "current")
	s.Cargo("outer", "check", "--offline").Status(0)
	if o := s.Cargo("outer", "check", "--offline").Status(0); !o.Fresh() {
		o.Fail("the second run compiled something")
	}
	s.Write(harness.Files{"two/src/lib.rs": "compile_error!(\"two\");\n"})
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	s.Link("two", "current")
	s.Cargo("outer", "check", "--offline").Status(101).Says("two")
}

// TestRerunChangedFailure has an error in the nested workspace: it is said
// until it is mended.
func TestRerunChangedFailure(t *testing.T) {
	t.Parallel()
	s := changedTree(t)
	good := s.Read("outer/inner/src/lib.rs")
	s.Write(harness.Files{"outer/inner/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.Cargo("outer", "check", "--offline").Status(101).Says("`absent` in this scope")
	s.Cargo("outer", "check", "--offline").Status(101).Says("`absent` in this scope")
	s.Write(harness.Files{"outer/inner/src/lib.rs": good})
	s.Cargo("outer", "check", "--offline").Status(0)
}

// TestRerunChangedDeep has a nested workspace two deep, which is elsewhere.
func TestRerunChangedDeep(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", "roots = [\"mid\"]\nrerun = \"changed\""),
		harness.Containing("outer/mid", "mid", "roots = [\"../deep\"]\nrerun = \"changed\""), harness.Library("outer/deep", "deep"))
	s.Cargo("outer", "check", "--offline").Status(0)
	if o := s.Cargo("outer", "check", "--offline", "-v").Status(0); !o.Fresh() {
		o.Fail("the second run compiled something")
	}
	s.Write(harness.Files{"outer/deep/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.Cargo("outer", "check", "--offline").Status(101).Says("in deep: exit status 101")
}
