package doctor

import (
	"bytes"
	"cmp"
	"context"
	"debug/buildinfo"
	"errors"
	"os"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

const module = "github.com/cargo-nw/cargo-nw"

// foreign finds another program of our name before us: on crates.io there is
// one. What a Go program was built from is written in it.
func (e *examination) foreign() error {
	path := environ.Get(e.Env, "CARGO_NW")
	if path == "" {
		path, _ = environ.Find(e.Env, "cargo-nw")
	}
	found, err := os.Stat(path)
	if err != nil {
		return nil //nolint:nilerr // the stubs themselves say that there is none
	}
	if self, err := os.Stat(e.Self); err == nil && os.SameFile(self, found) {
		return nil
	}
	if info, err := buildinfo.ReadFile(path); err != nil || info.Main.Path != module {
		e.add(Finding{
			Check: "foreign", Severity: Error, Path: path,
			Message: "is another program of the name cargo-nw, and is found before this one",
			Hint:    "put the directory of this one first on PATH, or set CARGO_NW to its path",
		})
	}
	return nil
}

// rustupVersion asks the rustup on PATH; without one the error says so.
func rustupVersion(ctx context.Context, p Patient) (version toolchain.Version, err error) {
	path, err := environ.Find(p.Env, "rustup")
	if err != nil {
		return version, err
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	var out bytes.Buffer
	res := proc.Run(ctx, proc.Command{Path: path, Argv: []string{"rustup", "--version"}, Dir: p.Dir, Env: p.Env, Stdout: &out})
	version, ok := toolchain.Answer("rustup", out.String())
	if !ok {
		return version, cmp.Or(res.Err, errors.New("rustup does not say its version"))
	}
	return version, nil
}

// rustup finds one that does not set RUSTUP_TOOLCHAIN_SOURCE, as it does since
// 1.29 (https://github.com/rust-lang/rustup/pull/4518): in direct mode the
// parent's choice cannot be told from the user's.
func (e *examination) rustup() error {
	version, err := e.version.wait()
	if err != nil || !version.Before(1, 29) {
		return nil //nolint:nilerr // without rustup there is nothing to say of it
	}
	path, _ := environ.Find(e.Env, "rustup")
	e.add(Finding{
		Check: "rustup", Severity: Warning, Path: path,
		Message: "does not say who chose a toolchain (RUSTUP_TOOLCHAIN_SOURCE), so that in direct mode the parent's is used also where a nested workspace without a toolchain file would have the default",
		Hint:    "rustup self update",
	})
	return nil
}
