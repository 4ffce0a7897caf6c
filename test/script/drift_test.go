package script_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestDrift(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "drift", false, *update)
}
