//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
)

// TestShared has a nested run whose target or build directory is the parent's:
// started as it is, it would wait for ever for the parent's lock. It is moved,
// and says so in one line.
func TestShared(t *testing.T) {
	t.Parallel()
	hashed := "build.build-dir = \"shared/{workspace-path-hash}\"\n"
	for name, row := range map[string]struct {
		env    string
		config string
		moved  bool
	}{
		"CARGO_TARGET_DIR":             {env: "CARGO_TARGET_DIR=@/shared", moved: true},
		"CARGO_BUILD_BUILD_DIR":        {env: "CARGO_BUILD_BUILD_DIR=@/shared", moved: true},
		"relative CARGO_TARGET_DIR":    {env: "CARGO_TARGET_DIR=shared"},
		"build.target-dir":             {config: "build.target-dir = \"shared\"\n", moved: true},
		"build.build-dir":              {config: "build.build-dir = \"shared\"\n", moved: true},
		"build-dir and target-dir":     {config: "build = { build-dir = \"shared\", target-dir = \"artifacts\" }\n", moved: true},
		"build-dir in the workspace":   {config: "build.build-dir = \"{workspace-root}/bd\"\n"},
		"build-dir with the hash":      {config: hashed},
		"shared target, build by hash": {config: hashed, env: "CARGO_TARGET_DIR=@/shared-target", moved: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
			if row.config != "" {
				s.write(files{".cargo/config.toml": row.config})
			}
			s = s.with(strings.ReplaceAll(row.env, "@", s.dir))
			for _, argv := range []string{"check", "build", "build --release", "check --target " + hostTriple(t)} {
				o := s.cargo("outer", append(strings.Fields(argv), "--offline")...).status(0)
				// The hash is of the workspace: for check nothing else is locked.
				if moved := row.moved && (strings.HasPrefix(argv, "build") || !strings.Contains(row.config, "hash")); moved {
					o.once("outer@0.1.0: inner is built in ").once("is locked by the cargo above it")
				} else {
					o.silent("outer@0.1.0: inner is built in")
				}
				if !strings.Contains(s.hookLog("."), "Finished") {
					o.fail("the nested workspace was not built")
				}
			}
		})
	}
}

// TestSharedTwice has two nested workspaces, one of them with one of its own:
// each is moved to another place, and found there again.
func TestSharedTwice(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["one", "two"]`), libraryTree("outer/one", "one"),
		containingTree("outer/two", "two", `roots = ["deep"]`), libraryTree("outer/two/deep", "deep"))
	s = s.with("CARGO_TARGET_DIR=" + s.path("shared"))
	s.cargo("outer", "build", "--offline").status(0).once("one is built in ../shared/cargo-nw/one-").once("two is built in ../shared/cargo-nw/two-")
	if found := s.find("shared/cargo-nw", "libdeep.rlib"); len(found) != 1 {
		t.Error("the nested workspace two deep was not built:", found)
	}
	s.cargo("outer", "build", "--offline").status(0)
	if dirty := compiled(s.hookLog("shared/debug/build"), "one"); len(dirty) > 0 {
		t.Errorf("built again: %q", dirty)
	}
}

// TestSharedParentFlag has a directory that only the parent's command line
// names: nothing is shared.
func TestSharedParentFlag(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
	s.cargo("outer", "build", "--offline", "--target-dir", s.path("mine")).status(0).silent("is built in")
	s.cargo("outer", "check", "--offline", "--config", "build.build-dir='"+s.path("other")+"'").status(0).silent("is built in")
	if !s.exists("outer/inner/target/debug") {
		t.Error("the nested workspace was not built in its own directory")
	}
}

// TestSharedFixed has a hook line that itself names the locked directory: the
// environment cannot move that run, so it is refused.
func TestSharedFixed(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"))
	shared := s.path("shared")
	for _, words := range [][]string{{"--target-dir", shared}, {"--config", "build.build-dir='" + shared + "'"}} {
		s.write(files{"outer/build.rs": hookLine(words...)})
		s.with("CARGO_TARGET_DIR="+shared).cargo("outer", "check", "--offline").status(101).last(15).
			once("in inner: it would wait for ever for " + shared + "/debug")
	}
	// Another directory is the user's choice.
	s.write(files{"outer/build.rs": hookLine("--target-dir", s.path("free"))})
	s.with("CARGO_TARGET_DIR="+shared).cargo("outer", "check", "--offline").status(0).silent("warning:")
	if !s.exists("free/debug") {
		t.Error("the nested workspace was not built where the hook line says")
	}
}

// TestSharedTest has the same directories below a #[test]: cargo has let go of
// its locks, so nothing is moved.
func TestSharedTest(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.with("CARGO_TARGET_DIR="+s.path("shared")).cargo("outer", "test").status(0).silent("is built in")
	if s.exists("shared/cargo-nw") || s.exists("outer/one/target") {
		t.Error("a run below a test was moved")
	}
}
