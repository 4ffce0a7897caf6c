//go:build unix

package blackbox_test

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// parentTree is a containing package with a program, a clippy lint in its
// nested workspace, and every alias of the table below.
func parentTree(t *testing.T) sandbox {
	t.Helper()
	return newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), files{
		"outer/src/main.rs":      "fn main() {}\n",
		"outer/inner/src/lib.rs": "pub fn answer() -> u32 { return 42; }\n",
		"outer/.cargo/config.toml": `[alias]
text = "check --offline"
list = ["check", "--offline"]
twice = "text -v"
global = "--offline check"
bare = "check"
`,
	})
}

// nestedVerb tells from what is there what was done in the nested workspace,
// and forgets it.
func nestedVerb(s sandbox) string {
	s.t.Helper()
	log := ""
	if s.exists("outer/inner/target") {
		log = s.hookLog("outer")
	}
	if strings.Contains(log, "jobserver from environment") {
		s.t.Error("the nested cargo did not find the parent's jobserver:", log)
	}
	libraries, metadata := s.find("outer/inner/target", "libinner-*.rlib"), s.find("outer/inner/target", "libinner-*.rmeta")
	s.remove("outer/inner/target")
	switch {
	case strings.Contains(log, "clippy::needless_return"):
		return "clippy"
	case len(libraries) > 0:
		return "build"
	case len(metadata) > 0:
		return "check"
	}
	return ""
}

// TestParentCommand reads the cargo command line above a build script: with
// --offline in whatever form the nested workspace is reached, by the
// subcommand of design.md's table; without it is refused in words.
func TestParentCommand(t *testing.T) {
	t.Parallel()
	const offline = "--offline"
	type row struct {
		argv string
		env  string
		want string // "" for refused
	}
	groups := map[string][]row{
		"check": {
			{argv: "check --offline", want: "check"},
			{argv: "c --offline", want: "check"},
			{argv: "text", want: "check"},
			{argv: "list", want: "check"},
			{argv: "twice", want: "check"},
			{argv: "global", want: "check"},
			{argv: "bare --offline", want: "check"},
			{argv: "bare"},
			{argv: "from-env", env: "CARGO_ALIAS_FROM_ENV=c --offline", want: "check"},
			{argv: "--offline check", want: "check"},
			{argv: "-v check --offline", want: "check"},
			{argv: "--color never check --offline", want: "check"},
			{argv: "--config net.offline=true check", want: "check"},
			{argv: "check --config net.offline=true", want: "check"},
			{argv: "--config net.offline=false check"},
			{argv: "check --frozen", want: "check"},
			{argv: "check --locked"},
			{argv: "check", env: "CARGO_NET_OFFLINE=true", want: "check"},
			{argv: "check", env: "CARGO_NET_OFFLINE=false"},
			{argv: "check"},
			{argv: "c"},
			{argv: "-v check"},
		},
		"build": {
			{argv: "build --offline", want: "build"},
			{argv: "b --offline", want: "build"},
			{argv: "run --offline", want: "build"},
			{argv: "r --offline", want: "build"},
			{argv: "doc --offline", want: "build"},
			{argv: "rustc --offline --lib", want: "build"},
			{argv: "build"},
			{argv: "run"},
			{argv: "doc"},
			{argv: "run -- --offline"},
			{argv: "clippy --offline", want: "clippy"},
			{argv: "clippy"},
		},
		"test": {
			{argv: "test --offline", want: "build"},
			{argv: "t --offline", want: "build"},
			{argv: "test --offline --no-run", want: "build"},
			{argv: "bench --offline", want: "build"},
			{argv: "test"},
			{argv: "bench"},
			{argv: "test -- --skip --offline"},
		},
	}
	for name, rows := range groups {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := parentTree(t)
			for _, r := range rows {
				words := strings.Fields(r.argv)
				if slices.Contains(words, "clippy") && !succeeds("cargo", "clippy", "--version") {
					t.Log("no clippy here: left out", r.argv)
					continue
				}
				o := s.with(r.env).cargo("outer", words...).status(0)
				if got := nestedVerb(s); got != r.want {
					o.fail("in the nested workspace was run: " + got + ", want: " + r.want)
				}
				if r.want != "" {
					o.silent("warning:")
					continue
				}
				o.once(refused + "; left out: inner").once("cargo nw fetch && cargo ").says(offline)
			}
		})
	}
}

// TestParentToolchain has +toolchain before the subcommand, which rustup eats.
func TestParentToolchain(t *testing.T) {
	t.Parallel()
	if !hasToolchain("stable") {
		t.Skip("no rustup with a stable toolchain here")
	}
	s := parentTree(t)
	s.cargo("outer", "+stable", "check", "--offline").status(0).silent("refusing")
	if got := nestedVerb(s); got != "check" {
		t.Errorf("in the nested workspace was run %q", got)
	}
	s.cargo("outer", "+stable", "check").status(0).once(refused)
}

// TestParentConfigFile has net.offline in a file.
func TestParentConfigFile(t *testing.T) {
	t.Parallel()
	s := parentTree(t)
	s.write(files{".cargo/config.toml": "net.offline = true\n"})
	s.cargo("outer", "check").status(0).silent("refusing")
	if got := nestedVerb(s); got != "check" {
		t.Errorf("in the nested workspace was run %q", got)
	}
	s.cargo("outer", "check", "--config", "net.offline=false").status(0).once(refused)
	s.write(files{"other.toml": "net.offline = true\n", ".cargo/config.toml": ""})
	s.cargo("outer", "check", "--config", "../other.toml").status(0).silent("refusing")
}

// TestParentHint says the subcommand again that was refused.
func TestParentHint(t *testing.T) {
	t.Parallel()
	s := parentTree(t)
	s.write(libraryTree("outer/other", "other"))
	s.write(containingTree("outer", "outer", `roots = ["inner", "other"]`))
	s.cargo("outer", "check").status(0).
		once("warning: outer@0.1.0: " + refused + "; left out: inner, other").
		once("hint: cargo nw fetch && cargo check --offline")
	s.cargo("outer", "build").status(0).once("hint: cargo nw fetch && cargo build --offline")
}

// TestParentPolicy has lock_policy = "auto", with which a parent that is not
// offline will do; the nested run is offline all the same.
func TestParentPolicy(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", "roots = [\"inner\"]\nlock_policy = \"auto\""), libraryTree("outer/inner", "inner"))
	s.cargo("outer", "check").status(0).silent("warning")
	if log := s.hookLog("outer"); !strings.Contains(log, "`cargo check -vv --offline --workspace`") {
		t.Error("the nested workspace was not checked:", log)
	}
	s.with("CARGO_TARGET_DIR="+s.path("shared")).cargo("outer", "build").status(0).
		once(refused + " and " + s.path("shared/debug") + " is locked by the cargo above it; left out: inner")
	s.with("CARGO_NW_LOCK_POLICY=require-offline").cargo("outer", "check").status(0).
		once(refused + "; left out: inner").once("cargo nw fetch && cargo check --offline, or CARGO_NW_LOCK_POLICY=auto")
	s.with("CARGO_NW_LOCK_POLICY=auot").cargo("outer", "check").status(101).
		once("CARGO_NW_LOCK_POLICY=auot is neither require-offline nor auto")
}

// TestParentPolicyOldCargo has a nested workspace whose own toolchain is too old
// for lock_policy = "auto".
func TestParentPolicyOldCargo(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", "roots = [\"inner\"]\nlock_policy = \"auto\""), libraryTree("outer/inner", "inner"))
	if !succeeds("rustup", "--version") {
		t.Skip("needs rustup, which picks the nested workspace's cargo from PATH")
	}
	proxy, err := exec.LookPath("cargo")
	if err != nil {
		t.Fatal(err)
	}
	s.write(files{
		"old/cargo":                       "#!/bin/sh\necho 'cargo 1.88.0 (873a06493 2025-05-10)'\n",
		"outer/inner/rust-toolchain.toml": "[toolchain]\nchannel = \"1.88\"\n",
	})
	s.with("PATH="+s.path("old")+":"+os.Getenv("PATH")).run("outer", proxy, "check").status(0).
		once(refused + " and cargo 1.88.0 (873a06493 2025-05-10) may then wait for ever")
}
