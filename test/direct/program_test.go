//go:build unix

package direct_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestStubOtherProgram has another program called cargo-nw first on PATH, which is
// content with any words or with none: a test that would have passed without
// having tested anything fails, and says why.
func TestStubOtherProgram(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["inner"]`), harness.Library("outer/inner", "inner"), harness.Tested("outer"))
	s.Remove("outer/build.rs") // stub_test.go has the build script's stub
	s = s.Without("CARGO_NW")
	other := s.WithPath("bin")
	for _, script := range []string{"#!/bin/sh\necho \"something else, asked for $*\"\n", "#!/bin/sh\nexit 2\n"} {
		s.Write(harness.Files{"bin/cargo-nw": script})
		o := other.Cargo("outer", "test", "--offline").Status(101)
		if !strings.Contains(o.Stdout, `"cargo-nw" is another program of that name; install ours: `+install) {
			o.Fail("the test does not say what is wrong")
		}
	}
	s.Cargo("outer", "test", "--offline").Status(0).Says("Nested inner (1/1)")
}
