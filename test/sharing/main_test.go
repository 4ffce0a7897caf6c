// Package sharing_test runs the whole program with sharing on, the real cargo
// and a registry of small crates, and has cargo's own messages as the witness of
// what was compiled.
package sharing_test

import (
	_ "embed"
	"path/filepath"
	"sync"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
	"github.com/cargo-nw/cargo-nw/test/registry"
)

func TestMain(m *testing.M) { harness.Main(m) }

//go:embed crates.txtar
var crates string

// home makes the CARGO_HOME of all tests: what cargo unpacks there is the same
// for all of them.
var home = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(harness.Shared(), "home")
	return dir, registry.Make(filepath.Join(harness.Shared(), "registry"), dir, crates)
})
