//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// watched are variables that cargo, rustup, clippy, a shell or we change on
// the way to a nested run, or might. CARGO_MAKEFLAGS is not among them: by it a
// nested run joins the jobserver.
const watched = "TARGET HOST OUT_DIR PROFILE NUM_JOBS DEBUG OPT_LEVEL RUSTC RUSTDOC RUSTFLAGS RUSTC_WRAPPER " +
	"RUSTC_WORKSPACE_WRAPPER CARGO_ENCODED_RUSTFLAGS CARGO_FEATURE_EXTRA CARGO_FEATURE_DEFAULT CARGO_MANIFEST_DIR " +
	"CARGO_MANIFEST_PATH CARGO_PKG_NAME CARGO_PKG_VERSION CARGO_CFG_TARGET_OS MAKEFLAGS CARGO " +
	"PATH LD_LIBRARY_PATH PWD OLDPWD HOME SHLVL RUSTUP_TOOLCHAIN RUSTUP_HOME RUST_RECURSION_COUNT CARGO_HOME CARGO_TARGET_DIR"

// watchingTree has a nested workspace whose dependency watches the environment
// and whose configuration has rustflags.
func watchingTree(t *testing.T) *harness.World {
	t.Helper()
	outer := harness.Containing("outer", "outer", `roots = ["inner"]`, "[features]\ndefault = [\"extra\"]\nextra = []")
	return harness.Real(t, outer, harness.Library("outer/inner", "inner", "[dependencies]", `watcher = { path = "watcher" }`,
		"[lints.rust]", `unexpected_cfgs = { level = "warn", check-cfg = ['cfg(own, user)'] }`), harness.Files{
		"outer/src/main.rs":              "fn main() {}\n",
		"outer/inner/.cargo/config.toml": "build.rustflags = [\"--cfg\", \"own\"]\n",
		"outer/inner/src/main.rs":        "fn main() { println!(\"own {} user {} extra {} proxy {}\", cfg!(own), cfg!(user), watcher::EXTRA, watcher::PROXY) }\n",
		"outer/inner/watcher/Cargo.toml": "[package]\nname = \"watcher\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
		"outer/inner/watcher/src/lib.rs": "pub const EXTRA: &str = env!(\"EXTRA\");\npub const PROXY: &str = env!(\"PROXY\");\n",
		"outer/inner/watcher/build.rs":   watcherScript,
	}).Plain()
}

const watcherScript = `fn main() {
    for name in "` + watched + `".split(' ') {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rustc-env=EXTRA={}", std::env::var("CARGO_FEATURE_EXTRA").is_ok());
    println!("cargo::rustc-env=PROXY={}", std::env::var("http_proxy").unwrap_or_default());
}
`

// TestEnvironmentFresh alternates direct mode, `cargo nw` and runs by hand:
// after the first of them everything is fresh, and the program is the same.
func TestEnvironmentFresh(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]string{"direct first": "direct", "traversal first": "nw", "by hand first": "hand"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := watchingTree(t)
			run := func(how string) string {
				switch how {
				case "direct":
					s.Cargo("outer", "run", "--offline").Status(0)
					return s.HookLog("outer")
				case "direct check":
					s.Cargo("outer", "check", "--offline", "--no-default-features").Status(0)
					return ""
				case "nw":
					return s.Cargo("outer", "nw", "build", "-v").Status(0).Stderr
				case "nw from below":
					return s.Cargo("outer/inner", "nw", "build", "-v").Status(0).Stderr
				}
				return s.Cargo("outer/inner", "build", "-v").Status(0).Stderr
			}
			if log := run(first); len(harness.Compiled(log, "watcher", "inner")) == 0 {
				t.Fatalf("nothing was compiled at first:\n%s", log)
			}
			for _, how := range []string{"hand", "direct", "nw", "hand", "direct check", "nw from below", "direct", "nw", "direct", "hand"} {
				log := run(how)
				if dirty := harness.Compiled(log, "watcher", "inner"); len(dirty) > 0 {
					t.Errorf("%s: not fresh: %q", how, dirty)
				}
				if how != "direct check" && strings.Count(log, "Fresh watcher") == 0 {
					t.Errorf("%s: no word of the nested workspace:\n%s", how, log)
				}
			}
			o := s.Run("outer/inner", "./target/debug/inner").Status(0)
			if o.Stdout != "own true user false extra false proxy \n" {
				o.Fail("wrong program")
			}
		})
	}
}

// TestEnvironmentOfUser has variables that the user means for every cargo.
func TestEnvironmentOfUser(t *testing.T) {
	t.Parallel()
	s := watchingTree(t).With("RUSTFLAGS=--cfg user", "CARGO_TARGET_DIR=rel", "http_proxy=http://proxy.invalid:1")
	s.Cargo("outer", "build", "--offline").Status(0).Silent("warning: outer@")
	if !s.Exists("outer/rel") || s.Exists("outer/inner/target") {
		t.Error("CARGO_TARGET_DIR did not reach the nested run")
	}
	o := s.Run("outer/inner", "./rel/debug/inner").Status(0)
	if o.Stdout != "own false user true extra false proxy http://proxy.invalid:1\n" {
		o.Fail("wrong program")
	}
	o = s.Cargo("outer/inner", "build", "-v").Status(0)
	if dirty := harness.Compiled(o.Stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("by hand after direct mode: not fresh: %q", dirty)
	}
}

// TestEnvironmentWrapper has a RUSTC_WORKSPACE_WRAPPER, which is the parent's
// alone, and a RUSTC_WRAPPER, which is the user's.
func TestEnvironmentWrapper(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Files{
		"workspace.sh": "#!/bin/sh\necho \"$PWD\" >>\"$0.log\"\nexec \"$@\"\n",
		"all.sh":       "#!/bin/sh\necho \"$PWD\" >>\"$0.log\"\nexec \"$@\"\n",
	}).Plain()
	wrapper := s.Path("workspace.sh")
	s.With("RUSTC_WORKSPACE_WRAPPER="+wrapper, "RUSTC_WRAPPER="+s.Path("all.sh")).Cargo("outer", "check", "--offline").Status(0).
		Once("nested workspaces are built without RUSTC_WORKSPACE_WRAPPER=" + wrapper)
	if log := s.Read("workspace.sh.log"); strings.Contains(log, s.Path("outer/inner")) {
		t.Error("the parent's RUSTC_WORKSPACE_WRAPPER was handed down")
	}
	if log := s.Read("all.sh.log"); !strings.Contains(log, s.Path("outer/inner")) {
		t.Error("the user's RUSTC_WRAPPER was not handed down")
	}
}

// TestEnvironmentClippy alternates clippy and builds.
func TestEnvironmentClippy(t *testing.T) {
	t.Parallel()
	realcargo.Need(t)
	if !realcargo.Succeeds("cargo", "clippy", "--version") {
		t.Skip("no clippy here")
	}
	s := watchingTree(t)
	s.Cargo("outer", "clippy", "--offline").Status(0).Silent("warning: outer@")
	o := s.Cargo("outer/inner", "clippy", "-v").Status(0)
	if dirty := harness.Compiled(o.Stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("cargo clippy by hand after direct mode: not fresh: %q", dirty)
	}
	s.Cargo("outer", "clippy", "--offline").Status(0)
	if dirty := harness.Compiled(s.HookLog("outer"), "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("direct mode after cargo clippy by hand: not fresh: %q", dirty)
	}
}

// TestEnvironmentTable has a table [env], which cargo gives to rustc, to build
// scripts and to tests, and so to our hook: what the user has set himself
// stays, and a run by hand finds everything fresh.
func TestEnvironmentTable(t *testing.T) {
	t.Parallel()
	s := watchingTree(t)
	s.Write(harness.Files{
		".cargo/config.toml":       "[env]\nTARGET = \"mine\"\nRUSTFLAGS = \"--cfg env\"\n",
		"outer/.cargo/config.toml": "[env]\nhttp_proxy = { value = \"outer\", force = true }\n",
	})
	s.Cargo("outer", "build", "--offline").Status(0).Silent("warning: outer@")
	o := s.Cargo("outer/inner", "build", "-v").Status(0)
	if dirty := harness.Compiled(o.Stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("by hand after direct mode: not fresh: %q", dirty)
	}
	o = s.Cargo("outer", "nw", "build", "-v").Status(0)
	if dirty := harness.Compiled(o.Stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("traversal after direct mode: not fresh: %q", dirty)
	}
	// outer's own table applies to inner, too: it is above it.
	if o := s.Run("outer/inner", "./target/debug/inner").Status(0); o.Stdout != "own true user false extra false proxy outer\n" {
		o.Fail("wrong program")
	}
}
