// Package align_test aligns lock files with the real cargo, from a registry of
// small crates.
package align_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestMain(m *testing.M) { harness.Main(m) }
