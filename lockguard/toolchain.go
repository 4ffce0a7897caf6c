package lockguard

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// ToolchainFiles are the names rustup looks for, the stronger first
// (https://rust-lang.github.io/rustup/overrides.html).
var ToolchainFiles = []string{"rust-toolchain", "rust-toolchain.toml"}

// namedToolchain is the toolchain that the user named, by `+toolchain` or
// RUSTUP_TOOLCHAIN, or "" when a file or the default decided. rustup's proxy
// sets RUSTUP_TOOLCHAIN in every case and says why in RUSTUP_TOOLCHAIN_SOURCE;
// older ones do not say, and are believed.
func namedToolchain(env []string, cargos []Cargo) string {
	name := environ.Get(env, "RUSTUP_TOOLCHAIN")
	switch environ.Get(env, "RUSTUP_TOOLCHAIN_SOURCE") {
	case "cli", "":
		return name
	case "env":
		if twiceProxied(env) && len(cargos) > 0 && fromFile(name, cargos[0].Dir) {
			return ""
		}
		return name
	}
	return ""
}

// twiceProxied says that rustup was passed twice on the way, as in
// `cargo clippy`: the second proxy takes the variable that the first one set
// for the user's.
func twiceProxied(env []string) bool {
	count := environ.Get(env, "RUST_RECURSION_COUNT")
	return count != "" && count != "0" && count != "1"
}

var channelLine = regexp.MustCompile(`(?m)^\s*channel\s*=\s*["']([^"']+)["']`)

// fromFile says whether the toolchain file that holds in dir names this
// toolchain.
func fromFile(name, dir string) bool {
	data, err := os.ReadFile(nearestToolchainFile(dir))
	channel := channelIn(data)
	return err == nil && (name == channel || strings.HasPrefix(name, channel+"-"))
}

// channelIn is what the text of a toolchain file names, in either format.
func channelIn(text []byte) string {
	if m := channelLine.FindSubmatch(text); m != nil {
		return string(m[1])
	}
	return strings.TrimSpace(string(text))
}

// nearestToolchainFile is the one in dir or above it, "" where there is none.
func nearestToolchainFile(dir string) string {
	for ; ; dir = filepath.Dir(dir) {
		if path := ToolchainFile(dir); path != "" || dir == filepath.Dir(dir) {
			return path
		}
	}
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
