package lockguard

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// ErrNoCargo says that there is no cargo to run.
var ErrNoCargo = hint.New("cargo not found on PATH", "install Rust (https://rustup.rs), or add the directory of cargo to PATH")

// FindCargo returns the cargo for the runs, as an absolute path: the one on
// PATH, because it is rustup's proxy and picks each workspace's own toolchain;
// without rustup, the cargo that called us.
func FindCargo(env []string) (string, error) {
	own := environ.Get(env, "CARGO")
	if environ.Get(env, toolchain.NameEnv) == "" && filepath.IsAbs(own) && paths.Exists(own) {
		return own, nil
	}
	if path, err := environ.Find(env, "cargo"); err == nil {
		return path, nil
	}
	return "", ErrNoCargo
}
