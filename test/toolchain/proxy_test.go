//go:build unix

package toolchain_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/realcargo"
)

// dumping is a build script that writes down all of its environment, and the
// compiler that it was given, and then removes what the file `removes` names,
// and makes a toolchain file of what `writes` names.
const dumping = `fn main() {
    let dir = std::path::PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap());
    let out = std::process::Command::new(std::env::var("RUSTC").unwrap()).arg("--version").output().unwrap();
    let mut text = String::from_utf8(out.stdout).unwrap();
    for (name, value) in std::env::vars() {
        text += &format!("{name}={value:?}\n");
    }
    std::fs::write(dir.join("env.txt"), text).unwrap();
    if let Ok(path) = std::fs::read_to_string(dir.join("removes")) {
        std::fs::remove_file(path).unwrap();
    }
    if let Ok(path) = std::fs::read_to_string(dir.join("writes")) {
        std::fs::write(path, "[toolchain]\nchannel = \"stable\"\n").unwrap();
    }
    println!("cargo::rerun-if-changed=absent");
}
`

// proxyTree has a nested workspace that may have a toolchain file, and one
// without, and a rustup of its own whose proxies are in bin.
func proxyTree(t *testing.T) *harness.World {
	t.Helper()
	realcargo.NeedToolchains(t, "nightly", "stable")
	path, err := exec.LookPath("rustup")
	if err != nil {
		t.Skip("rustup is not on PATH")
	}
	s := harness.Real(t, harness.Library("outer", "outer", "[package.metadata.nested_workspace]", `roots = ["inner", "plain"]`),
		harness.Library("outer/inner", "inner"), harness.Library("outer/plain", "plain"),
		harness.Files{"outer/build.rs": dumping, "outer/inner/build.rs": dumping, "outer/plain/build.rs": dumping, "bin/.keep": "", "rustup/.keep": ""})
	home := realcargo.RustupHome()
	for from, to := range map[string]string{path: "bin/rustup", "rustup": "bin/cargo", "./rustup": "bin/rustc", home + "/toolchains": "rustup/toolchains"} {
		if err = os.Symlink(from, s.Path(to)); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile(filepath.Join(home, "settings.toml"))
	if err != nil {
		t.Skip("rustup has no settings:", err)
	}
	s.Write(harness.Files{"rustup/settings.toml": string(settings)})
	return s.Plain().WithPath("bin").With("RUSTUP_HOME=" + s.Path("rustup"))
}

// TestWithoutProxy holds the toolchain and the environment of each run of a
// traversal against those of a cargo that rustup's proxy starts there by hand,
// and sees which runs can do without the proxy: it is gone after the first one.
func TestWithoutProxy(t *testing.T) {
	t.Parallel()
	const stable, nightly = "[toolchain]\nchannel = \"stable\"\n", "[toolchain]\nchannel = \"nightly\"\n"
	for name, row := range map[string]struct {
		files    harness.Files
		env      string
		word     string   // before nw
		own      string   // after nw
		override string   // a directory with nightly in rustup's settings
		writes   string   // a toolchain file that appears while the first one runs
		without  []string // which runs need no proxy
	}{
		"default":                          {without: []string{"outer/inner", "outer/plain"}},
		"a file above all":                 {files: harness.Files{"rust-toolchain.toml": nightly}, without: []string{"outer/inner", "outer/plain"}},
		"a file of the outer one":          {files: harness.Files{"outer/rust-toolchain": "nightly\n"}, without: []string{"outer/inner", "outer/plain"}},
		"a file of a nested one":           {files: harness.Files{"outer/inner/rust-toolchain.toml": nightly}, without: []string{"outer/plain"}},
		"the same in a nested one":         {files: harness.Files{"outer/rust-toolchain.toml": nightly, "outer/inner/rust-toolchain.toml": nightly}, without: []string{"outer/plain"}},
		"another one in a nested one":      {files: harness.Files{"outer/rust-toolchain.toml": nightly, "outer/inner/rust-toolchain.toml": stable}, without: []string{"outer/plain"}},
		"+nightly":                         {word: "+nightly", without: []string{"outer/inner", "outer/plain"}},
		"+nightly, and a file":             {word: "+nightly", files: harness.Files{"outer/inner/rust-toolchain.toml": stable}, without: []string{"outer/plain"}},
		"+nightly of ours":                 {own: "+nightly"},
		"RUSTUP_TOOLCHAIN":                 {env: "RUSTUP_TOOLCHAIN=nightly", without: []string{"outer/inner", "outer/plain"}},
		"an override of a nested one":      {override: "outer/inner"},
		"an override of all":               {override: "outer"},
		"an override, and a file below":    {override: "outer", files: harness.Files{"outer/plain/rust-toolchain.toml": stable}},
		"a file that the first run writes": {writes: "outer/inner/rust-toolchain.toml", without: []string{"outer/plain"}},
		"a loader's path":                  {env: "LD_LIBRARY_PATH=/nowhere:/else", without: []string{"outer/inner", "outer/plain"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := proxyTree(t)
			s.Write(row.files)
			if row.env != "" {
				s = s.With(row.env)
			}
			if row.override != "" {
				settings, found := strings.CutSuffix(strings.TrimSpace(s.Read("rustup/settings.toml")), "[overrides]")
				if !found {
					t.Skip("rustup's settings end in another way")
				}
				s.Write(harness.Files{"rustup/settings.toml": settings + "[overrides]\n\"" + s.Path(row.override) + "\" = \"nightly\"\n"})
			}
			cargo := func(dir string, words ...string) harness.Outcome {
				t.Helper()
				words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
				return s.Run(dir, append([]string{s.Path("bin/cargo")}, words...)...)
			}
			dirs := []string{"outer", "outer/inner", "outer/plain"}
			byHand := map[string][]string{}
			for _, dir := range dirs {
				word := row.word + row.own
				if s.Exists(dir+"/rust-toolchain.toml") && row.own == "" {
					word = "" // a nested workspace's own file decides
				}
				cargo(dir, word, "check", "--offline").Status(0)
				byHand[dir] = dumped(s, dir)
			}
			cargo("outer", row.word, "nw", row.own, "check", "--offline").Status(0)
			for _, dir := range dirs {
				got := dumped(s, dir)
				for _, line := range byHand[dir] {
					if !slices.Contains(got, line) {
						t.Errorf("%s: %s is missing", dir, line)
					}
				}
				for _, line := range got {
					if !slices.Contains(byHand[dir], line) {
						t.Errorf("%s: %s is too much", dir, line)
					}
				}
			}

			s.Write(harness.Files{"outer/removes": s.Path("bin/cargo"), "outer/writes": s.Path(cmp.Or(row.writes, "nothing"))})
			o := cargo("outer", row.word, "nw", row.own, "check", "--offline")
			for _, dir := range dirs[1:] {
				if ran := s.Exists(dir + "/env.txt"); ran != slices.Contains(row.without, dir) {
					o.Fail(dir + " was run: " + map[bool]string{true: "yes", false: "no"}[ran])
				}
			}
		})
	}
}

// TestPWD has the first workspace elsewhere: it is told where it is, as by a
// shell.
func TestPWD(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Library("outer", "outer", "[package.metadata.nested_workspace]", `roots = ["inner"]`), harness.Library("outer/inner", "inner"),
		harness.Files{"outer/build.rs": dumping, "outer/inner/build.rs": dumping, "elsewhere/.keep": ""}).Plain()
	s.Cargo("elsewhere", "nw", "--manifest-path", "../outer/Cargo.toml", "check", "--offline").Status(0)
	for _, dir := range []string{"outer", "outer/inner"} {
		if want := fmt.Sprintf("PWD=%q", s.Path(dir)); !slices.Contains(dumped(s, dir), want) {
			t.Errorf("%s lacks %s", dir, want)
		}
	}
}

// dumped is what a build script has dumped, once, without what differs from one
// process to the next, and what says that there was a traversal.
func dumped(s *harness.World, dir string) []string {
	s.T.Helper()
	text := s.Read(dir + "/env.txt")
	s.Remove(dir + "/env.txt")
	var lines []string
	for line := range strings.Lines(text) {
		name, _, _ := strings.Cut(line, "=")
		if !slices.Contains([]string{"CARGO_MAKEFLAGS", "_CARGO_NW_NOTICES", "_CARGO_NW_RUN", "NESTED_WORKSPACE_CARGO_NESTED"}, name) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}
