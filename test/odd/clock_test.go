//go:build unix

package odd_test

import (
	"os"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// TestOddFileTimes has a file of a nested workspace that was changed tomorrow:
// rerun = "changed" may then run more often than needed, never less.
func TestOddFileTimes(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""), harness.Library("outer/inner", "inner"))
	tomorrow := time.Now().Add(24 * time.Hour)
	check := func(code int) harness.Outcome { return s.Cargo("outer", "check", "--offline", "-v").Status(code) }
	check(0)
	for _, name := range []string{"outer/inner/src/lib.rs", "outer/inner/Cargo.lock"} {
		if err := os.Chtimes(s.Path(name), tomorrow, tomorrow); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if o := check(0); o.Fresh() {
				o.Fail("it was not run")
			}
		}
	}
	s.Write(harness.Files{"outer/inner/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	check(101).Says("`absent` in this scope")
	s.Write(harness.Library("outer/inner", "inner"))
	s.Age("outer/inner")
	check(0)
	if o := check(0); !o.Fresh() {
		o.Fail("with the times put right it runs forever")
	}
}
