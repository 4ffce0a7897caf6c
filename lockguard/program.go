package lockguard

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// ErrNoCargo says that there is no cargo to run.
var ErrNoCargo = hint.New("cargo not found on PATH", "install Rust (https://rustup.rs), or add the directory of cargo to PATH")

// FindCargo gives the cargo that runs are to use, as an absolute path: the one
// on PATH, because it is rustup's proxy and picks each workspace's own
// toolchain; without rustup, the cargo that called us.
func FindCargo(env []string) (string, error) {
	own := environ.Get(env, "CARGO")
	if environ.Get(env, "RUSTUP_TOOLCHAIN") == "" && filepath.IsAbs(own) && exists(own) {
		return own, nil
	}
	for _, dir := range filepath.SplitList(environ.Get(env, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue // as os/exec: never a program from the current directory
		}
		for _, name := range programNames {
			path := filepath.Join(dir, name)
			if info, err := os.Stat(path); err == nil && runnable(info) {
				return path, nil
			}
		}
	}
	return "", ErrNoCargo
}

// runnable says whether the file may be started, as far as its mode tells.
func runnable(info os.FileInfo) bool {
	return info.Mode().IsRegular() && (info.Mode()&0o111 != 0 || strings.HasSuffix(programNames[0], ".exe"))
}
