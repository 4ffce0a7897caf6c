//go:build unix

package direct_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// refused is what a build says that was not offline.
const refused = "refusing to check as --offline was not passed to parent command"

// parentTree is a containing package with a program, a clippy lint in its
// nested workspace, and every alias of the table below.
func parentTree(t *testing.T) *harness.World {
	t.Helper()
	return harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Files{
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
func nestedVerb(s *harness.World) string {
	s.T.Helper()
	log := ""
	if s.Exists("outer/inner/target") {
		log = s.HookLog("outer")
	}
	if strings.Contains(log, "jobserver from environment") {
		s.T.Error("the nested cargo did not find the parent's jobserver:", log)
	}
	libraries, metadata := s.Find("outer/inner/target", "libinner-*.rlib"), s.Find("outer/inner/target", "libinner-*.rmeta")
	s.Remove("outer/inner/target")
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
				if slices.Contains(words, "clippy") && !realcargo.Succeeds("cargo", "clippy", "--version") {
					t.Log("no clippy here: left out", r.argv)
					continue
				}
				o := s.With(r.env).Cargo("outer", words...).Status(0)
				if got := nestedVerb(s); got != r.want {
					o.Fail("in the nested workspace was run: " + got + ", want: " + r.want)
				}
				if r.want != "" {
					o.Silent("warning:")
					continue
				}
				o.Once(refused + "; left out: inner").Once("cargo nw fetch && cargo ").Says(offline)
			}
		})
	}
}

// TestParentToolchain has +toolchain before the subcommand, which rustup eats.
func TestParentToolchain(t *testing.T) {
	t.Parallel()
	if !realcargo.HasToolchain(t, "stable") {
		t.Skip("no rustup with a stable toolchain here")
	}
	s := parentTree(t).Plain()
	s.Cargo("outer", "+stable", "check", "--offline").Status(0).Silent("refusing")
	if got := nestedVerb(s); got != "check" {
		t.Errorf("in the nested workspace was run %q", got)
	}
	s.Cargo("outer", "+stable", "check").Status(0).Once(refused)
}

// TestParentConfigFile has net.offline in a file.
func TestParentConfigFile(t *testing.T) {
	t.Parallel()
	s := parentTree(t)
	s.Write(harness.Files{".cargo/config.toml": "net.offline = true\n"})
	s.Cargo("outer", "check").Status(0).Silent("refusing")
	if got := nestedVerb(s); got != "check" {
		t.Errorf("in the nested workspace was run %q", got)
	}
	s.Cargo("outer", "check", "--config", "net.offline=false").Status(0).Once(refused)
	s.Write(harness.Files{"other.toml": "net.offline = true\n", ".cargo/config.toml": ""})
	s.Cargo("outer", "check", "--config", "../other.toml").Status(0).Silent("refusing")
}

// TestParentHint says the subcommand again that was refused.
func TestParentHint(t *testing.T) {
	t.Parallel()
	s := parentTree(t)
	s.Write(harness.Library("outer/other", "other"))
	s.Write(harness.Containing("outer", "outer", `roots = ["inner", "other"]`))
	s.Cargo("outer", "check").Status(0).
		Once("warning: outer@0.1.0: " + refused + "; left out: inner, other").
		Once("hint: cargo nw fetch && cargo check --offline")
	s.Cargo("outer", "build").Status(0).Once("hint: cargo nw fetch && cargo build --offline")
}

// TestParentPolicy has lock_policy = "auto", with which a parent that is not
// offline will do; the nested run is offline all the same.
func TestParentPolicy(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", "roots = [\"inner\"]\nlock_policy = \"auto\""), harness.Library("outer/inner", "inner"))
	s.Cargo("outer", "check").Status(0).Silent("warning")
	if log := s.HookLog("outer"); !strings.Contains(log, "`cargo check -vv --offline --workspace`") {
		t.Error("the nested workspace was not checked:", log)
	}
	s.With("CARGO_TARGET_DIR="+s.Path("shared")).Cargo("outer", "build").Status(0).
		Once(refused + " and " + s.Path("shared/debug") + " is locked by the cargo above it; left out: inner")
	s.With("CARGO_NW_LOCK_POLICY=require-offline").Cargo("outer", "check").Status(0).
		Once(refused + "; left out: inner").Once("cargo nw fetch && cargo check --offline, or CARGO_NW_LOCK_POLICY=auto")
	s.With("CARGO_NW_LOCK_POLICY=auot").Cargo("outer", "check").Status(101).
		Once("CARGO_NW_LOCK_POLICY=auot is neither require-offline nor auto")
}

// TestParentPolicyOldCargo has a nested workspace whose own toolchain is too old
// for lock_policy = "auto".
func TestParentPolicyOldCargo(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", "roots = [\"inner\"]\nlock_policy = \"auto\""), harness.Library("outer/inner", "inner")).Plain()
	if !realcargo.Succeeds("rustup", "--version") {
		t.Skip("needs rustup, which picks the nested workspace's cargo from PATH")
	}
	proxy, err := exec.LookPath("cargo")
	if err != nil {
		t.Fatal(err)
	}
	s.Write(harness.Files{
		"old/cargo":                       "#!/bin/sh\necho 'cargo 1.88.0 (873a06493 2025-05-10)'\n",
		"outer/inner/rust-toolchain.toml": "[toolchain]\nchannel = \"1.88\"\n",
	})
	s.WithPath("old").Run("outer", proxy, "check").Status(0).
		Once(refused + " and cargo 1.88.0 (873a06493 2025-05-10) may then deadlock")
}
