package toolchain

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// The variables that rustup's proxy sets for the processes below it.
const (
	// NameEnv has the name of the toolchain. The user may set it, too.
	NameEnv   = "RUSTUP_TOOLCHAIN"
	sourceEnv = "RUSTUP_TOOLCHAIN_SOURCE" // cli, env, path-override, toolchain-file or default; since rustup 1.29
	depthEnv  = "RUST_RECURSION_COUNT"
)

// ProxyVariables are the names of all of them.
var ProxyVariables = []string{depthEnv, NameEnv, sourceEnv}

// LibraryVariables are those with which rustup and cargo tell the loader where
// the toolchain's libraries are.
var LibraryVariables = []string{"LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"}

// Current is the toolchain that rustup's proxy has put into the environment, ""
// for none, and why it chose that one. Older proxies do not say why.
func Current(env []string) (name, source string) {
	return environ.Get(env, NameEnv), environ.Get(env, sourceEnv)
}

// Named is the toolchain that the user named, by `+toolchain` or
// RUSTUP_TOOLCHAIN, or "" when a file or the default decided. dir is where the
// cargo that called us was started, "" if unknown. The proxy always sets
// RUSTUP_TOOLCHAIN; one that does not say why is believed.
func Named(env []string, dir string) string {
	name, source := Current(env)
	switch source {
	case "cli", "":
		return name
	case "env":
		if depth := environ.Get(env, depthEnv); depth == "" || depth == "0" || depth == "1" || dir == "" {
			return name
		}
		// As in `cargo clippy`: to the second proxy, the variable that the
		// first one set looks like the user's.
		if file, err := ReadFile(NearestFile(dir)); err != nil || !file.Chooses(name) {
			return name
		}
	}
	return ""
}

// OneProxy says that there was exactly one rustup proxy on the way.
func OneProxy(env []string) bool { return environ.Get(env, depthEnv) == "1" }

// Home is where rustup keeps its toolchains and settings
// (https://rust-lang.github.io/rustup/environment-variables.html).
func Home(env []string) string {
	if home := environ.Get(env, "RUSTUP_HOME"); home != "" {
		return home
	}
	return filepath.Join(environ.Home(env), ".rustup")
}

// Settings is the path of rustup's settings below its home.
func Settings(home string) string { return filepath.Join(home, "settings.toml") }

// HasOverrides says that a directory has, or may have, a toolchain in the text
// of rustup's settings.
func HasOverrides(settings []byte) bool {
	var doc struct{ Overrides map[string]any }
	return toml.Unmarshal(settings, &doc) != nil || len(doc.Overrides) > 0
}

// IsProxy says that the program is rustup under another name, as rustup
// installs it: a link to the rustup next to it. A script is not, whatever its
// name.
func IsProxy(program string) bool {
	rustup, err := filepath.EvalSymlinks(filepath.Join(filepath.Dir(program), "rustup"+filepath.Ext(program)))
	if err != nil || !paths.Same(program, rustup) {
		return false
	}
	if name := strings.TrimSuffix(filepath.Base(rustup), ".exe"); name != "rustup" && name != "rustup-init" {
		return false
	}
	f, err := os.Open(rustup)
	if err != nil {
		return false
	}
	defer func() { _ = f.Close() }()
	head := make([]byte, 2)
	_, err = io.ReadFull(f, head)
	return err == nil && !bytes.Equal(head, []byte("#!"))
}
