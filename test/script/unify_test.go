package script_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func TestUnify(t *testing.T) {
	t.Parallel()
	harness.Scripts(t, "unify", false, *update)
}
