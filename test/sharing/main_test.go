// Package sharing_test runs the whole program with sharing on, the real cargo
// and a registry of small crates, and has cargo's own messages as the witness of
// what was compiled.
package sharing_test

import (
	_ "embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/cargo-nw/cargo-nw/internal/cli"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

//go:embed crates.txtar
var crates string

// home is the CARGO_HOME of all tests: what is unpacked there is the same for
// all of them.
var home string

func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "cargo-nw" {
		dir, err := os.MkdirTemp("", "cargo-nw-sharing")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		if dir, err = filepath.EvalSymlinks(dir); err == nil {
			home = filepath.Join(dir, "home")
			err = registry.Make(filepath.Join(dir, "registry"), home, crates)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		tests := run{m, dir}
		testscript.Main(tests, map[string]func(){"cargo-nw": program})
		return
	}
	testscript.Main(m, map[string]func(){"cargo-nw": program})
}

func program() { os.Exit(cli.Run(os.Args[1:], os.Environ(), "", os.Stdin, os.Stdout, os.Stderr)) }

// run removes the registry after the tests.
type run struct {
	m   *testing.M
	dir string
}

func (r run) Run() int {
	defer func() { _ = os.RemoveAll(r.dir) }()
	return r.m.Run()
}

// needCargo skips with -short, and fails with the remedy where there is no
// cargo.
func needCargo(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
}
