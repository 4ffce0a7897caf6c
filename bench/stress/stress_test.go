package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestStress is the short form: no round hangs, fails, or builds the wrong
// program.
func TestStress(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	if _, err := exec.LookPath("cargo"); err != nil {
		t.Fatal("cargo is not on PATH: install Rust (https://rustup.rs), or run `go test -short ./...`")
	}
	if err := exec.CommandContext(t.Context(), "cargo", "+nightly", "--version").Run(); err != nil {
		t.Skip("needs a nightly toolchain")
	}
	var log strings.Builder
	env := append(os.Environ(), "SSL_CERT_FILE="+os.DevNull) // which cargo would read at each start
	total, err := start(t.Context(), "nw", "", env, options{rounds: 4, seed: 1, limit: 3 * time.Minute, log: &log})
	if err != nil {
		t.Fatal(err)
	}
	if total.bad() || total.commands != 4*atOnce {
		t.Errorf("%s\n%s", total, log.String())
	}
}
