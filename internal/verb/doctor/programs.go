package doctor

import (
	"debug/buildinfo"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

const module = "github.com/cargo-nw/cargo-nw"

// foreign finds another program with our name before ours: there is one on
// crates.io. A Go program contains what it was built from.
func (e *examination) foreign() error {
	path := environ.Get(e.Env, "CARGO_NW")
	if path == "" {
		path, _ = environ.Find(e.Env, "cargo-nw")
	}
	if !paths.Exists(path) || paths.Same(path, e.Self) {
		return nil // without one the stubs themselves say so
	}
	if info, err := buildinfo.ReadFile(path); err != nil || info.Main.Path != module {
		e.add(Finding{
			Check: "foreign", Severity: Error, Path: path,
			Message: "is another program called cargo-nw, and is found before this one",
			Hint:    "put the directory of this one first on PATH, or set CARGO_NW to its path",
		})
	}
	return nil
}

// rustup finds one that does not set RUSTUP_TOOLCHAIN_SOURCE, as it has since
// 1.29 (https://github.com/rust-lang/rustup/pull/4518): in direct mode the
// parent's choice cannot be distinguished from the user's.
func (e *examination) rustup() error {
	version, err := e.answers.rustup()
	if err != nil || !version.Before(1, 29) {
		return nil //nolint:nilerr // without rustup there is nothing to say of it
	}
	path, _ := environ.Find(e.Env, "rustup")
	e.add(Finding{
		Check: "rustup", Severity: Warning, Path: path,
		Message: "does not say how a toolchain was chosen (RUSTUP_TOOLCHAIN_SOURCE), so in direct mode a nested workspace without a toolchain file gets the parent's instead of the default",
		Hint:    "rustup self update",
	})
	return nil
}
