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

// The variables by which rustup's proxy talks to those below it.
const (
	// NameEnv has the name of the toolchain. A user may set it, too.
	NameEnv   = "RUSTUP_TOOLCHAIN"
	sourceEnv = "RUSTUP_TOOLCHAIN_SOURCE" // cli, env, path-override, toolchain-file or default; as of rustup 1.29
	depthEnv  = "RUST_RECURSION_COUNT"
)

// ProxyVariables are the names of all of them.
var ProxyVariables = []string{depthEnv, NameEnv, sourceEnv}

// LibraryVariables are those in which rustup and cargo tell the loader where
// the toolchain's libraries are.
var LibraryVariables = []string{"LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"}

// Current is the toolchain that rustup's proxy has put into the environment, ""
// for none, and why it chose that one. Older proxies do not say why.
func Current(env []string) (name, source string) {
	return environ.Get(env, NameEnv), environ.Get(env, sourceEnv)
}

// Named is the toolchain that the user named, by `+toolchain` or
// RUSTUP_TOOLCHAIN, or "" when a file or the default decided. dir is where the
// cargo that called us was started, "" when that is not known. The proxy sets
// RUSTUP_TOOLCHAIN in every case; one that does not say why is believed.
func Named(env []string, dir string) string {
	name, source := Current(env)
	switch source {
	case "cli", "":
		return name
	case "env":
		if depth := environ.Get(env, depthEnv); depth == "" || depth == "0" || depth == "1" || dir == "" {
			return name
		}
		// As in `cargo clippy`: the second proxy on the way takes the variable
		// that the first one set for the user's.
		if file, err := ReadFile(NearestFile(dir)); err != nil || !file.Chooses(name) {
			return name
		}
	}
	return ""
}

// OneProxy says that rustup was passed exactly once on the way.
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

// IsProxy says that the program is rustup by another name, as rustup installs
// it: a link to the one beside it. A script is somebody else's, whatever its
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
