//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
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
func watchingTree(t *testing.T) sandbox {
	t.Helper()
	outer := containingTree("outer", "outer", `roots = ["inner"]`, "[features]\ndefault = [\"extra\"]\nextra = []")
	return newSandbox(t, outer, libraryTree("outer/inner", "inner", "[dependencies]", `watcher = { path = "watcher" }`,
		"[lints.rust]", `unexpected_cfgs = { level = "warn", check-cfg = ['cfg(own, user)'] }`), files{
		"outer/src/main.rs":              "fn main() {}\n",
		"outer/inner/.cargo/config.toml": "build.rustflags = [\"--cfg\", \"own\"]\n",
		"outer/inner/src/main.rs":        "fn main() { println!(\"own {} user {} extra {} proxy {}\", cfg!(own), cfg!(user), watcher::EXTRA, watcher::PROXY) }\n",
		"outer/inner/watcher/Cargo.toml": "[package]\nname = \"watcher\"\nversion = \"0.1.0\"\nedition = \"2021\"\n",
		"outer/inner/watcher/src/lib.rs": "pub const EXTRA: &str = env!(\"EXTRA\");\npub const PROXY: &str = env!(\"PROXY\");\n",
		"outer/inner/watcher/build.rs":   watcherScript,
	})
}

const watcherScript = `fn main() {
    for name in "` + watched + `".split(' ') {
        println!("cargo::rerun-if-env-changed={name}");
    }
    println!("cargo::rustc-env=EXTRA={}", std::env::var("CARGO_FEATURE_EXTRA").is_ok());
    println!("cargo::rustc-env=PROXY={}", std::env::var("http_proxy").unwrap_or_default());
}
`

// compiled are the lines of cargo's output about packages that were not fresh.
func compiled(output string, packages ...string) []string {
	var found []string
	for line := range strings.Lines(output) {
		words := strings.Fields(line)
		for _, p := range packages {
			if len(words) > 1 && words[1] == p && (words[0] == "Compiling" || words[0] == "Checking" || words[0] == "Dirty") {
				found = append(found, line)
			}
		}
	}
	return found
}

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
					s.cargo("outer", "run", "--offline").status(0)
					return s.hookLog("outer")
				case "direct check":
					s.cargo("outer", "check", "--offline", "--no-default-features").status(0)
					return ""
				case "nw":
					return s.cargo("outer", "nw", "build", "-v").status(0).stderr
				case "nw from below":
					return s.cargo("outer/inner", "nw", "build", "-v").status(0).stderr
				}
				return s.cargo("outer/inner", "build", "-v").status(0).stderr
			}
			if log := run(first); len(compiled(log, "watcher", "inner")) == 0 {
				t.Fatalf("nothing was compiled at first:\n%s", log)
			}
			for _, how := range []string{"hand", "direct", "nw", "hand", "direct check", "nw from below", "direct", "nw", "direct", "hand"} {
				log := run(how)
				if dirty := compiled(log, "watcher", "inner"); len(dirty) > 0 {
					t.Errorf("%s: not fresh: %q", how, dirty)
				}
				if how != "direct check" && strings.Count(log, "Fresh watcher") == 0 {
					t.Errorf("%s: no word of the nested workspace:\n%s", how, log)
				}
			}
			o := s.run("outer/inner", "./target/debug/inner").status(0)
			if o.stdout != "own true user false extra false proxy \n" {
				o.fail("wrong program")
			}
		})
	}
}

// TestEnvironmentOfUser has variables that the user means for every cargo.
func TestEnvironmentOfUser(t *testing.T) {
	t.Parallel()
	s := watchingTree(t).with("RUSTFLAGS=--cfg user", "CARGO_TARGET_DIR=rel", "http_proxy=http://proxy.invalid:1")
	s.cargo("outer", "build", "--offline").status(0).silent("warning: outer@")
	if !s.exists("outer/rel") || s.exists("outer/inner/target") {
		t.Error("CARGO_TARGET_DIR did not reach the nested run")
	}
	o := s.run("outer/inner", "./rel/debug/inner").status(0)
	if o.stdout != "own false user true extra false proxy http://proxy.invalid:1\n" {
		o.fail("wrong program")
	}
	o = s.cargo("outer/inner", "build", "-v").status(0)
	if dirty := compiled(o.stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("by hand after direct mode: not fresh: %q", dirty)
	}
}

// TestEnvironmentWrapper has a RUSTC_WORKSPACE_WRAPPER, which is the parent's
// alone, and a RUSTC_WRAPPER, which is the user's.
func TestEnvironmentWrapper(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), files{
		"workspace.sh": "#!/bin/sh\necho \"$PWD\" >>\"$0.log\"\nexec \"$@\"\n",
		"all.sh":       "#!/bin/sh\necho \"$PWD\" >>\"$0.log\"\nexec \"$@\"\n",
	})
	wrapper := s.path("workspace.sh")
	s.with("RUSTC_WORKSPACE_WRAPPER="+wrapper, "RUSTC_WRAPPER="+s.path("all.sh")).cargo("outer", "check", "--offline").status(0).
		once("nested workspaces are built without RUSTC_WORKSPACE_WRAPPER=" + wrapper)
	if log := s.read("workspace.sh.log"); strings.Contains(log, s.path("outer/inner")) {
		t.Error("the parent's RUSTC_WORKSPACE_WRAPPER was handed down")
	}
	if log := s.read("all.sh.log"); !strings.Contains(log, s.path("outer/inner")) {
		t.Error("the user's RUSTC_WRAPPER was not handed down")
	}
}

// TestEnvironmentClippy alternates clippy and builds.
func TestEnvironmentClippy(t *testing.T) {
	t.Parallel()
	needCargo(t)
	if !succeeds("cargo", "clippy", "--version") {
		t.Skip("no clippy here")
	}
	s := watchingTree(t)
	s.cargo("outer", "clippy", "--offline").status(0).silent("warning: outer@")
	o := s.cargo("outer/inner", "clippy", "-v").status(0)
	if dirty := compiled(o.stderr, "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("cargo clippy by hand after direct mode: not fresh: %q", dirty)
	}
	s.cargo("outer", "clippy", "--offline").status(0)
	if dirty := compiled(s.hookLog("outer"), "watcher", "inner"); len(dirty) > 0 {
		t.Errorf("direct mode after cargo clippy by hand: not fresh: %q", dirty)
	}
}
