package lockguard

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// proxied are the variables by which rustup's proxy talks to those below it.
var proxied = []string{"RUST_RECURSION_COUNT", "RUSTUP_TOOLCHAIN", "RUSTUP_TOOLCHAIN_SOURCE"}

// WithoutProxy says in which of dirs rustup's proxy would start the toolchain
// that it has started on the way to us. There that toolchain's own cargo is
// started, with what the proxy adds to the environment: to decide anew takes a
// quarter of a cargo check that has nothing to do. Whatever is not certain is
// left to the proxy. here is our working directory, symlinks resolved; dirs are
// absolute.
//
// What decides: a toolchain that the user has named, else the nearest of
// directory overrides and toolchain files, else the default
// (https://rust-lang.github.io/rustup/overrides.html).
func (s Situation) WithoutProxy(here string, command args.Command, dirs []string) Situation {
	name, source := environ.Get(s.Env, "RUSTUP_TOOLCHAIN"), environ.Get(s.Env, "RUSTUP_TOOLCHAIN_SOURCE")
	files := toolchainFiles{}
	file := files.nearest(here)
	var certain bool
	switch source {
	case "cli", "env":
		certain = s.Toolchain == name
	case "default":
		certain = file == "" && !s.hasOverrides()
	case "toolchain-file": // the one here, unless cargo was told to go elsewhere (-C)
		certain = file != "" && fromFile(name, here) && !s.hasOverrides()
	}
	cargo, ok := s.behindProxy(name)
	if !ok || !certain || command.Toolchain != "" {
		return s
	}
	s.behind, s.sure = cargo, map[string]bool{}
	for _, dir := range dirs {
		s.sure[dir] = s.Toolchain != "" || files.nearest(resolve(dir)) == file
	}
	return s
}

// behindProxy is the cargo of the toolchain with this name, if one proxy has
// started it, it has started us as its subcommand, and the program for our runs
// is that proxy.
func (s Situation) behindProxy(name string) (cargo string, ok bool) {
	if environ.Get(s.Env, "RUST_RECURSION_COUNT") != "1" || environ.Get(s.Env, "CARGO_MANIFEST_DIR") != "" {
		return "", false
	}
	home := environ.Get(s.Env, "RUSTUP_HOME")
	cargo = filepath.Join(home, "toolchains", name, "bin", filepath.Base(s.Program))
	rustup := filepath.Join(filepath.Dir(s.Program), "rustup"+filepath.Ext(s.Program))
	return cargo, filepath.IsAbs(home) && name != "" && same(cargo, environ.Get(s.Env, "CARGO")) && same(s.Program, rustup)
}

// hasOverrides says that a directory has, or may have, a toolchain in rustup's
// settings.
func (s Situation) hasOverrides() bool {
	data, err := os.ReadFile(filepath.Join(environ.Get(s.Env, "RUSTUP_HOME"), "settings.toml"))
	var settings struct{ Overrides map[string]any }
	return err != nil || toml.Unmarshal(data, &settings) != nil || len(settings.Overrides) > 0
}

// launch is the program for a run in dir, and its environment, of which env is
// what a proxy would get.
func (s Situation) launch(dir string, r Run, env []string) (program string, _ []string) {
	if !s.sure[dir] || s.Toolchain != "" && r.OwnToolchain {
		return s.Program, env
	}
	names := slices.Concat(proxied, libraryPaths)
	env = environ.Without(env, names, nil)
	for _, name := range names {
		if value := environ.Get(s.Env, name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	return s.behind, env
}

// toolchainFiles are the nearest ones, by directory, symlinks resolved.
type toolchainFiles map[string]string

// nearest is the toolchain file in dir or above it, "" where there is none.
func (t toolchainFiles) nearest(dir string) string {
	if path, known := t[dir]; known {
		return path
	}
	path := ToolchainFile(dir)
	if path == "" && dir != filepath.Dir(dir) {
		path = t.nearest(filepath.Dir(dir))
	}
	t[dir] = path
	return path
}

// ToolchainFile is the path of the one that rustup would read in dir, "" where
// there is none. Whether the toolchain is installed does not matter here.
func ToolchainFile(dir string) string {
	for _, name := range ToolchainFiles {
		path := filepath.Join(dir, name)
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			return path
		}
	}
	return ""
}

// same says that both paths lead to one file.
func same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
