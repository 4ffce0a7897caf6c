//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// TestShared has a nested run whose target or build directory is the parent's:
// started as it is, it would wait forever for the parent's lock. It is moved,
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
			s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
			if row.config != "" {
				s.Write(harness.Files{".cargo/config.toml": row.config})
			}
			s = s.With(strings.ReplaceAll(row.env, "@", s.Dir))
			for _, argv := range []string{"check", "build", "build --release", "check --target " + realcargo.HostTriple(t)} {
				o := s.Cargo("outer", append(strings.Fields(argv), "--offline")...).Status(0)
				// The hash is of the workspace: for check nothing else is locked.
				if moved := row.moved && (strings.HasPrefix(argv, "build") || !strings.Contains(row.config, "hash")); moved {
					o.Once("outer@0.1.0: inner is built in ").Once("is locked by the cargo above it")
				} else {
					o.Silent("outer@0.1.0: inner is built in")
				}
				if !strings.Contains(s.HookLog("."), "Finished") {
					o.Fail("the nested workspace was not built")
				}
			}
		})
	}
}

// TestSharedTwice has two nested workspaces, one of them with one in turn: each
// is moved to its own place, and found there again.
func TestSharedTwice(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["one", "two"]`), harness.Library("outer/one", "one"),
		harness.Containing("outer/two", "two", `roots = ["deep"]`), harness.Library("outer/two/deep", "deep"))
	s = s.With("CARGO_TARGET_DIR=" + s.Path("shared"))
	s.Cargo("outer", "build", "--offline").Status(0).Once("one is built in ../shared/cargo-nw/one-").Once("two is built in ../shared/cargo-nw/two-")
	if found := s.Find("shared/cargo-nw", "libdeep.rlib"); len(found) != 1 {
		t.Error("the nested workspace two deep was not built:", found)
	}
	s.Cargo("outer", "build", "--offline").Status(0)
	if dirty := harness.Compiled(s.HookLog("shared/debug/build"), "one"); len(dirty) > 0 {
		t.Errorf("built again: %q", dirty)
	}
}

// TestSharedParentFlag has a directory that only the parent's command line
// sets: nothing is shared.
func TestSharedParentFlag(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
	s.Cargo("outer", "build", "--offline", "--target-dir", s.Path("mine")).Status(0).Silent("is built in")
	s.Cargo("outer", "check", "--offline", "--config", "build.build-dir='"+s.Path("other")+"'").Status(0).Silent("is built in")
	if !s.Exists("outer/inner/target/debug") {
		t.Error("the nested workspace was not built in its own directory")
	}
}

// TestSharedFixed has a hook line that itself sets the locked directory: the
// environment cannot move that run, so it is refused.
func TestSharedFixed(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"))
	shared := s.Path("shared")
	for _, words := range [][]string{{"--target-dir", shared}, {"--config", "build.build-dir='" + shared + "'"}} {
		s.Write(harness.Files{"outer/build.rs": harness.HookLine(words...)})
		s.With("CARGO_TARGET_DIR="+shared).Cargo("outer", "check", "--offline").Status(101).Last(15).
			Once("in inner: it would deadlock on " + shared + "/debug")
	}
	// Another directory is the user's choice.
	s.Write(harness.Files{"outer/build.rs": harness.HookLine("--target-dir", s.Path("free"))})
	s.With("CARGO_TARGET_DIR="+shared).Cargo("outer", "check", "--offline").Status(0).Silent("warning:")
	if !s.Exists("free/debug") {
		t.Error("the nested workspace was not built where the hook line says")
	}
}

// TestSharedTest has the same directories below a #[test]: cargo has released
// its locks, so nothing is moved.
func TestSharedTest(t *testing.T) {
	t.Parallel()
	s := forwardTree(t)
	s.With("CARGO_TARGET_DIR="+s.Path("shared")).Cargo("outer", "test").Status(0).Silent("is built in")
	if s.Exists("shared/cargo-nw") || s.Exists("outer/one/target") {
		t.Error("a run below a test was moved")
	}
}
