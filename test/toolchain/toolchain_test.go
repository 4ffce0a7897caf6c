//go:build unix

package toolchain_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// reporting is a build script that says which rustc it was given.
const reporting = `fn main() {
    let rustc = std::env::var("RUSTC").unwrap();
    let out = std::process::Command::new(rustc).arg("--version").output().unwrap();
    let path = std::path::Path::new(&std::env::var("CARGO_MANIFEST_DIR").unwrap()).join("rustc.txt");
    std::fs::write(path, out.stdout).unwrap();
    println!("cargo::rerun-if-changed=absent");
}
`

// toolchainTree has a nested workspace without a toolchain file, and one with
// its own.
func toolchainTree(t *testing.T, outer, inner string) *harness.World {
	t.Helper()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner", "plain"]`),
		harness.Library("outer/inner", "inner"), harness.Library("outer/plain", "plain"),
		harness.Files{"outer/inner/build.rs": reporting, "outer/plain/build.rs": reporting}).Plain()
	for dir, channel := range map[string]string{"outer": outer, "outer/inner": inner} {
		if channel != "" {
			s.Write(harness.Files{dir + "/rust-toolchain.toml": "[toolchain]\nchannel = \"" + channel + "\"\n"})
		}
	}
	return s
}

// used says which channel compiled a nested workspace.
func used(s *harness.World, dir string) string {
	s.T.Helper()
	version := s.Read(dir + "/rustc.txt")
	s.Remove(dir + "/rustc.txt")
	if strings.Contains(version, "nightly") {
		return "nightly"
	}
	return "stable"
}

// TestToolchain holds the toolchain of nested runs against that of the parent,
// the nested workspace's own file, and what the user named.
func TestToolchain(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly", "stable")
	const stable, nightly = "stable", "nightly"
	for name, row := range map[string]struct {
		outer, inner string // channels in toolchain files
		env          string
		word         string // +toolchain
		wantInner    string
		wantPlain    string // has no file of its own, and lies below outer
	}{
		"own nightly below default":     {inner: nightly, wantInner: nightly, wantPlain: stable},
		"own nightly below stable file": {outer: stable, inner: nightly, wantInner: nightly, wantPlain: stable},
		"own stable below nightly file": {outer: nightly, inner: stable, wantInner: stable, wantPlain: nightly},
		"+nightly":                      {word: "+nightly", wantInner: nightly, wantPlain: nightly},
		"+nightly, own stable":          {word: "+nightly", inner: stable, wantInner: stable, wantPlain: nightly},
		"RUSTUP_TOOLCHAIN":              {env: "RUSTUP_TOOLCHAIN=nightly", wantInner: nightly, wantPlain: nightly},
		"RUSTUP_TOOLCHAIN, own stable":  {env: "RUSTUP_TOOLCHAIN=nightly", inner: stable, wantInner: stable, wantPlain: nightly},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := toolchainTree(t, row.outer, row.inner)
			if row.env != "" {
				s = s.With(row.env)
			}
			verbs := []string{"check"}
			if realcargo.Succeeds("cargo", "+nightly", "clippy", "--version") {
				verbs = append(verbs, "clippy")
			}
			for _, verb := range verbs {
				argv := []string{verb, "--offline"}
				if row.word != "" {
					argv = append([]string{row.word}, argv...)
				}
				o := s.Cargo("outer", argv...).Status(0)
				if got := used(s, "outer/inner"); got != row.wantInner {
					o.Fail("inner was compiled by " + got + ", want " + row.wantInner)
				}
				if got := used(s, "outer/plain"); got != row.wantPlain {
					o.Fail("plain was compiled by " + got + ", want " + row.wantPlain)
				}
			}
		})
	}
}

// TestToolchainDirectory has cargo change to another directory by -C.
func TestToolchainDirectory(t *testing.T) {
	t.Parallel()
	realcargo.NeedToolchains(t, "nightly") // for -C
	s := toolchainTree(t, "", "")
	s.Write(harness.Files{"outer/.cargo/config.toml": "alias.quick = \"check --offline\"\n"})
	s.Cargo(".", "+nightly", "-Zunstable-options", "-C", "outer", "quick").Status(0).Silent("warning")
	if got := used(s, "outer/inner"); got != "nightly" {
		t.Error("inner was compiled by", got)
	}
}
