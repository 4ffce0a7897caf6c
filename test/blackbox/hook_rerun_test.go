//go:build unix

package blackbox_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// age dates everything in the sandbox back, so that what a test touches
// afterwards is newer than the last build script.
func (s sandbox) age(names ...string) {
	s.t.Helper()
	old := time.Now().Add(-time.Hour)
	for _, name := range names {
		err := filepath.WalkDir(s.path(name), func(path string, e os.DirEntry, err error) error {
			if err != nil || e.Type() == os.ModeSymlink {
				return err
			}
			return os.Chtimes(path, old, old)
		})
		if err != nil {
			s.t.Fatal(err)
		}
	}
}

// TestRerunAlways is the default: after check, build reaches the nested
// workspace, too.
func TestRerunAlways(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
	s.cargo("outer", "check", "--offline").status(0)
	s.cargo("outer", "build", "--offline").status(0)
	if !s.exists("outer/inner/target/debug/libinner.rlib") {
		t.Error("build after check did not build the nested workspace")
	}
	o := s.cargo("outer", "check", "--offline", "-v").status(0)
	o.says("cargo-nw visits the nested workspaces every time")
}

// changedTree has a nested workspace with everything whose change counts.
func changedTree(t *testing.T) sandbox {
	t.Helper()
	return newSandbox(t, containingTree("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""),
		libraryTree("outer/inner", "inner", "[dependencies]", `near = { path = "near" }`, `far = { path = "../../far" }`, `[workspace.lints]`),
		libraryTree("outer/inner/near", "near"), libraryTree("far", "far"), libraryTree("linked", "linked"), libraryTree("spare", "spare"), files{
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

// quiet says whether a second run of the same command compiles nothing.
func quiet(o outcome) bool {
	for _, word := range []string{"Compiling", "Checking", "Dirty", "Running"} {
		if strings.Contains(o.stderr, word) {
			return false
		}
	}
	return true
}

// TestRerunChanged spares the containing package: with nothing changed nothing
// is compiled, and what changes is seen.
func TestRerunChanged(t *testing.T) {
	t.Parallel()
	s := changedTree(t)
	if err := os.Symlink("../../linked", s.path("outer/inner/linked")); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"up": "..", "loop": ".", "outside": s.path("outer"), "dangling": "absent"} {
		if err := os.Symlink(to, s.path("outer/inner/links/"+link)); err != nil {
			t.Fatal(err)
		}
	}
	check := func() outcome {
		t.Helper()
		return s.cargo("outer", "check", "--offline", "-v").status(0)
	}
	s.cargo("outer", "check", "--offline").status(0)
	if !s.exists("outer/inner/target/debug/libinner.rlib") {
		t.Fatal("with rerun = \"changed\" the nested command is build under every parent")
	}
	if !s.exists("outer/inner/Cargo.lock") {
		t.Fatal("there is no nested Cargo.lock")
	}
	if o := check(); !quiet(o) {
		o.fail("the second run compiled something, though only the nested Cargo.lock is new")
	}
	s.cargo("outer", "build", "--offline").status(0)
	if o := check(); !quiet(o) {
		o.fail("check after build compiled something")
	}

	for what, change := range map[string]files{
		"a source file":                     {"outer/inner/src/lib.rs": "pub fn answer() -> u32 { 43 }\n"},
		"a file in a module":                {"outer/inner/src/sub/mod.rs": "// changed\n"},
		"a new file":                        {"outer/inner/src/new.rs": "// new\n"},
		"a new file in a new directory":     {"outer/inner/tests/new/b.txt": "b\n"},
		"a member":                          {"outer/inner/near/src/lib.rs": "// changed\n"},
		"a new member's file":               {"outer/inner/near/src/bin/x.rs": "fn main() {}\n"},
		"the manifest":                      {"outer/inner/Cargo.toml": s.read("outer/inner/Cargo.toml") + "\n# changed\n"},
		"the configuration":                 {"outer/inner/.cargo/config.toml": s.read("outer/inner/.cargo/config.toml") + "# changed\n"},
		"an included configuration":         {"outer/inner/.cargo/more.toml": s.read("outer/inner/.cargo/more.toml") + "# changed\n"},
		"a package that it patches in":      {"spare/src/lib.rs": "// changed\n"},
		"a path dependency elsewhere":       {"far/src/lib.rs": "// changed\n"},
		"a new file in a path dependency":   {"far/src/new.rs": "// changed\n"},
		"a file behind a symlink":           {"linked/src/lib.rs": "// changed\n"},
		"a new file behind a symlink":       {"linked/more/new.txt": "new\n"},
		"the lock file":                     {"outer/inner/Cargo.lock": s.read("outer/inner/Cargo.lock") + "\n"},
		"the containing package's manifest": {"outer/Cargo.toml": s.read("outer/Cargo.toml") + "\n# changed\n"},
	} {
		s.age("outer/inner/src", "outer/inner/near", "far", "linked", "spare", "outer/inner/tests", "outer/inner/.cargo", "outer/inner/Cargo.toml")
		s.write(change)
		if o := check(); quiet(o) {
			t.Errorf("a change of %s was not seen", what)
		}
		if o := check(); !quiet(o) {
			o.fail("after a change of " + what + " it is run for ever")
		}
	}
	s.write(files{"outer/inner/target/debug/new.txt": "new\n"})
	s.cargo("outer/inner", "build", "--offline", "--release").status(0)
	if o := check(); !quiet(o) {
		o.fail("a change in the target directory made it run again")
	}
}

// TestRerunChangedRelinked has a path dependency behind a symlink, which then
// leads to another package.
func TestRerunChangedRelinked(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""),
		libraryTree("outer/inner", "inner", "[dependencies]", `far = { path = "../../current" }`), libraryTree("one", "far"), libraryTree("two", "far"))
	link := s.link("one", "current")
	s.cargo("outer", "check", "--offline").status(0)
	if o := s.cargo("outer", "check", "--offline").status(0); !quiet(o) {
		o.fail("the second run compiled something")
	}
	s.write(files{"two/src/lib.rs": "compile_error!(\"two\");\n"})
	if err := os.Remove(link); err != nil {
		t.Fatal(err)
	}
	s.link("two", "current")
	s.cargo("outer", "check", "--offline").status(101).says("two")
}

// TestRerunChangedFailure has an error in the nested workspace: it is said
// until it is mended.
func TestRerunChangedFailure(t *testing.T) {
	t.Parallel()
	s := changedTree(t)
	good := s.read("outer/inner/src/lib.rs")
	s.write(files{"outer/inner/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.cargo("outer", "check", "--offline").status(101).says("`absent` in this scope")
	s.cargo("outer", "check", "--offline").status(101).says("`absent` in this scope")
	s.write(files{"outer/inner/src/lib.rs": good})
	s.cargo("outer", "check", "--offline").status(0)
}

// TestRerunChangedDeep has a nested workspace two deep, which lies elsewhere.
func TestRerunChangedDeep(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", "roots = [\"mid\"]\nrerun = \"changed\""),
		containingTree("outer/mid", "mid", "roots = [\"../deep\"]\nrerun = \"changed\""), libraryTree("outer/deep", "deep"))
	s.cargo("outer", "check", "--offline").status(0)
	if o := s.cargo("outer", "check", "--offline", "-v").status(0); !quiet(o) {
		o.fail("the second run compiled something")
	}
	s.write(files{"outer/deep/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.cargo("outer", "check", "--offline").status(101).says("in deep: exit status 101")
}
