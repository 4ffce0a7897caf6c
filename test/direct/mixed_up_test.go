//go:build unix

package direct_test

import (
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestMixedUp has two nested workspaces with one package's name, in a directory
// that is not the parent's: the hook says so before it runs them. If each is
// moved out of the parent's directory, there is nothing to report; a test's
// hook runs in it.
func TestMixedUp(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["in/one", "in/two"]`), harness.Library("outer/in/one", "same"), harness.Library("outer/in/two", "same"), harness.Tested("outer"))
	const warning = "in/one and in/two build here: cargo silently uses the package same 0.1.0 of one in place of the other; hint: "
	s.Write(harness.Files{"outer/in/.cargo/config.toml": "build.target-dir = \"common\"\n"})
	s.Cargo("outer", "build", "--offline").Status(0).Once("outer@0.1.0: in/common: " + warning + "set build.build-dir to")
	s.Cargo("outer", "test", "--offline").Status(0).Says("warning: in/common: " + warning)
	s.Remove("outer/in/.cargo", "outer/target")
	s = s.With("CARGO_TARGET_DIR=" + s.Path("shared"))
	s.Cargo("outer", "build", "--offline").Status(0).Silent(warning)
	s.Cargo("outer", "test", "--offline").Status(0).Says("warning: ../shared: "+warning, "unset CARGO_TARGET_DIR")
}
