//go:build unix

package blackbox_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
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
func proxyTree(t *testing.T) sandbox {
	t.Helper()
	needCargo(t)
	if !hasToolchain("nightly") || !hasToolchain("stable") {
		t.Skip("needs rustup with a stable and a nightly toolchain")
	}
	path, err := exec.LookPath("rustup")
	if err != nil {
		t.Skip("rustup is not on PATH")
	}
	s := newSandbox(t, libraryTree("outer", "outer", "[package.metadata.nested_workspace]", `roots = ["inner", "plain"]`),
		libraryTree("outer/inner", "inner"), libraryTree("outer/plain", "plain"),
		files{"outer/build.rs": dumping, "outer/inner/build.rs": dumping, "outer/plain/build.rs": dumping, "bin/.keep": "", "rustup/.keep": ""})
	home := rustupHome(s.env)
	for from, to := range map[string]string{path: "bin/rustup", "rustup": "bin/cargo", "./rustup": "bin/rustc", home + "/toolchains": "rustup/toolchains"} {
		if err = os.Symlink(from, s.path(to)); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile(filepath.Join(home, "settings.toml"))
	if err != nil {
		t.Skip("rustup has no settings:", err)
	}
	s.write(files{"rustup/settings.toml": string(settings)})
	for _, name := range []string{"RUSTUP_TOOLCHAIN", "RUSTUP_HOME", "PATH"} {
		s.env = withoutVariable(s.env, name)
	}
	return s.with("RUSTUP_HOME="+s.path("rustup"), "PATH="+s.path("bin")+":"+os.Getenv("PATH"))
}

func rustupHome(env []string) string {
	i := slices.IndexFunc(env, func(kv string) bool { return strings.HasPrefix(kv, "RUSTUP_HOME=") })
	return strings.TrimPrefix(env[i], "RUSTUP_HOME=")
}

// TestWithoutProxy holds the toolchain and the environment of each run of a
// traversal against those of a cargo that rustup's proxy starts there by hand,
// and sees which runs can do without the proxy: it is gone after the first one.
func TestWithoutProxy(t *testing.T) {
	t.Parallel()
	const stable, nightly = "[toolchain]\nchannel = \"stable\"\n", "[toolchain]\nchannel = \"nightly\"\n"
	for name, row := range map[string]struct {
		files    files
		env      string
		word     string   // before nw
		own      string   // behind nw
		override string   // a directory with nightly in rustup's settings
		writes   string   // a toolchain file that appears while the first one runs
		without  []string // which runs need no proxy
	}{
		"default":                          {without: []string{"outer/inner", "outer/plain"}},
		"a file above all":                 {files: files{"rust-toolchain.toml": nightly}, without: []string{"outer/inner", "outer/plain"}},
		"a file of the outer one":          {files: files{"outer/rust-toolchain": "nightly\n"}, without: []string{"outer/inner", "outer/plain"}},
		"a file of a nested one":           {files: files{"outer/inner/rust-toolchain.toml": nightly}, without: []string{"outer/plain"}},
		"the same in a nested one":         {files: files{"outer/rust-toolchain.toml": nightly, "outer/inner/rust-toolchain.toml": nightly}, without: []string{"outer/plain"}},
		"another one in a nested one":      {files: files{"outer/rust-toolchain.toml": nightly, "outer/inner/rust-toolchain.toml": stable}, without: []string{"outer/plain"}},
		"+nightly":                         {word: "+nightly", without: []string{"outer/inner", "outer/plain"}},
		"+nightly, and a file":             {word: "+nightly", files: files{"outer/inner/rust-toolchain.toml": stable}, without: []string{"outer/plain"}},
		"+nightly of ours":                 {own: "+nightly"},
		"RUSTUP_TOOLCHAIN":                 {env: "RUSTUP_TOOLCHAIN=nightly", without: []string{"outer/inner", "outer/plain"}},
		"an override of a nested one":      {override: "outer/inner"},
		"an override of all":               {override: "outer"},
		"an override, and a file below":    {override: "outer", files: files{"outer/plain/rust-toolchain.toml": stable}},
		"a file that the first run writes": {writes: "outer/inner/rust-toolchain.toml", without: []string{"outer/plain"}},
		"a loader's path":                  {env: "LD_LIBRARY_PATH=/nowhere:/else", without: []string{"outer/inner", "outer/plain"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := proxyTree(t)
			s.write(row.files)
			if row.env != "" {
				s = s.with(row.env)
			}
			if row.override != "" {
				settings, found := strings.CutSuffix(strings.TrimSpace(s.read("rustup/settings.toml")), "[overrides]")
				if !found {
					t.Skip("rustup's settings end in another way")
				}
				s.write(files{"rustup/settings.toml": settings + "[overrides]\n\"" + s.path(row.override) + "\" = \"nightly\"\n"})
			}
			cargo := func(dir string, words ...string) outcome {
				t.Helper()
				words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
				return s.run(dir, append([]string{s.path("bin/cargo")}, words...)...)
			}
			dirs := []string{"outer", "outer/inner", "outer/plain"}
			byHand := map[string][]string{}
			for _, dir := range dirs {
				word := row.word + row.own
				if s.exists(dir+"/rust-toolchain.toml") && row.own == "" {
					word = "" // a nested workspace's own file decides
				}
				cargo(dir, word, "check", "--offline").status(0)
				byHand[dir] = s.dumped(dir)
			}
			cargo("outer", row.word, "nw", row.own, "check", "--offline").status(0)
			for _, dir := range dirs {
				got := s.dumped(dir)
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

			s.write(files{"outer/removes": s.path("bin/cargo"), "outer/writes": s.path(cmp.Or(row.writes, "nothing"))})
			o := cargo("outer", row.word, "nw", row.own, "check", "--offline")
			for _, dir := range dirs[1:] {
				if ran := s.exists(dir + "/env.txt"); ran != slices.Contains(row.without, dir) {
					o.fail(dir + " was run: " + map[bool]string{true: "yes", false: "no"}[ran])
				}
			}
		})
	}
}

// TestPWD has the first workspace elsewhere: it is told where it is, as by a
// shell.
func TestPWD(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, libraryTree("outer", "outer", "[package.metadata.nested_workspace]", `roots = ["inner"]`), libraryTree("outer/inner", "inner"),
		files{"outer/build.rs": dumping, "outer/inner/build.rs": dumping, "elsewhere/.keep": ""})
	s.cargo("elsewhere", "nw", "--manifest-path", "../outer/Cargo.toml", "check", "--offline").status(0)
	for _, dir := range []string{"outer", "outer/inner"} {
		if want := fmt.Sprintf("PWD=%q", s.path(dir)); !slices.Contains(s.dumped(dir), want) {
			t.Errorf("%s lacks %s", dir, want)
		}
	}
}

// dumped is what a build script has dumped, once, without what differs from one
// process to the next, and what says that there was a traversal.
func (s sandbox) dumped(dir string) []string {
	s.t.Helper()
	text := s.read(dir + "/env.txt")
	s.remove(dir + "/env.txt")
	var lines []string
	for line := range strings.Lines(text) {
		name, _, _ := strings.Cut(line, "=")
		if !slices.Contains([]string{"CARGO_MAKEFLAGS", "_CARGO_NW_NOTICES", "_CARGO_NW_RUN"}, name) {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}
