//go:build unix

package blackbox_test

import (
	"os"
	"strings"
	"testing"
)

// TestOddProgram has another program called cargo-nw first on PATH, which is
// content with any words or with none: a test that would have passed without
// having tested anything fails, and says why.
func TestOddProgram(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["inner"]`), libraryTree("outer/inner", "inner"), testedTree("outer"))
	s.remove("outer/build.rs") // hook_stub_test.go has the build script's stub
	s.env = withoutVariable(s.env, "CARGO_NW")
	other := s.with("PATH=" + s.path("bin") + ":" + os.Getenv("PATH"))
	for _, script := range []string{"#!/bin/sh\necho \"something else, asked for $*\"\n", "#!/bin/sh\nexit 2\n"} {
		s.write(files{"bin/cargo-nw": script})
		o := other.cargo("outer", "test", "--offline").status(101)
		if !strings.Contains(o.stdout, `"cargo-nw" is another program of that name; install ours: `+install) {
			o.fail("the test does not say what is wrong")
		}
	}
	s.cargo("outer", "test", "--offline").status(0).says("Nested inner (1/1)")
}
