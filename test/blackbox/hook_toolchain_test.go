//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
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
func toolchainTree(t *testing.T, outer, inner string) sandbox {
	t.Helper()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner", "plain"]`),
		libraryTree("outer/inner", "inner"), libraryTree("outer/plain", "plain"),
		files{"outer/inner/build.rs": reporting, "outer/plain/build.rs": reporting})
	for dir, channel := range map[string]string{"outer": outer, "outer/inner": inner} {
		if channel != "" {
			s.write(files{dir + "/rust-toolchain.toml": "[toolchain]\nchannel = \"" + channel + "\"\n"})
		}
	}
	return s
}

// used says which channel compiled a nested workspace.
func used(s sandbox, dir string) string {
	s.t.Helper()
	version := s.read(dir + "/rustc.txt")
	s.remove(dir + "/rustc.txt")
	if strings.Contains(version, "nightly") {
		return "nightly"
	}
	return "stable"
}

// TestToolchain holds the toolchain of nested runs against that of the parent,
// the nested workspace's own file, and what the user named.
func TestToolchain(t *testing.T) {
	t.Parallel()
	needCargo(t)
	if !hasToolchain("nightly") || !hasToolchain("stable") {
		t.Skip("needs rustup with a stable and a nightly toolchain")
	}
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
			s.env = withoutVariable(s.env, "RUSTUP_TOOLCHAIN")
			if row.env != "" {
				s = s.with(row.env)
			}
			verbs := []string{"check"}
			if succeeds("cargo", "+nightly", "clippy", "--version") {
				verbs = append(verbs, "clippy")
			}
			for _, verb := range verbs {
				argv := []string{verb, "--offline"}
				if row.word != "" {
					argv = append([]string{row.word}, argv...)
				}
				o := s.cargo("outer", argv...).status(0)
				if got := used(s, "outer/inner"); got != row.wantInner {
					o.fail("inner was compiled by " + got + ", want " + row.wantInner)
				}
				if got := used(s, "outer/plain"); got != row.wantPlain {
					o.fail("plain was compiled by " + got + ", want " + row.wantPlain)
				}
			}
		})
	}
}

// TestToolchainDirectory has cargo change to another directory by -C.
func TestToolchainDirectory(t *testing.T) {
	t.Parallel()
	needCargo(t)
	if !hasToolchain("nightly") {
		t.Skip("-C needs a nightly toolchain")
	}
	s := toolchainTree(t, "", "")
	s.write(files{"outer/.cargo/config.toml": "alias.quick = \"check --offline\"\n"})
	s.cargo(".", "+nightly", "-Zunstable-options", "-C", "outer", "quick").status(0).silent("warning")
	if got := used(s, "outer/inner"); got != "nightly" {
		t.Error("inner was compiled by", got)
	}
}
