package script_test

import (
	"flag"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// update renews what scripts compare with cmp: go test ./test/script -update
var update = flag.Bool("update", false, "write what the programs print into the scripts")

func TestMain(m *testing.M) { harness.Main(m) }

// Each test is a directory of scripts. One script: -run TestRun/traversal.

func TestRun(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "run", false, *update)
}

func TestExec(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "exec", false, *update)
}

func TestRoots(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "roots", false, *update)
}

func TestSelect(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "select", false, *update)
}

func TestList(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "list", false, *update)
}

func TestSetup(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "setup", false, *update)
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "doctor", false, *update)
}

func TestShare(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "share", false, *update)
}

func TestMistakes(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "mistakes", false, *update)
}

func TestOutput(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "output", false, *update)
}

// With the cargo and the rustc that users have, rustup's proxies.
func TestToolchain(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "toolchain", true, *update)
}

func TestHelp(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "help", false, *update)
}
