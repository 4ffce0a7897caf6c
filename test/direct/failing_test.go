//go:build unix

package direct_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// noise is what -vv prints and nobody needs when looking for an error.
var noise = []string{"Running `", "Fresh ", "Dirty ", "CARGO_MANIFEST_DIR="}

// TestFailing has a compile error in the second of three nested workspaces: it
// is found in the last lines, and the third one ran.
func TestFailing(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["one", "two", "three"]`),
		harness.Library("outer/one", "one"), harness.Library("outer/two", "two"), harness.Library("outer/three", "three"),
		harness.Files{"outer/two/src/lib.rs": "pub fn answer() -> u32 {\n    \"text\"\n}\n"})
	for _, verb := range []string{"check", "build"} {
		o := s.Cargo("outer", verb, "--offline").Status(101)
		o.Last(15).Once("in two: exit status 101").Once("error[E0308]: mismatched types").Once("--> src/lib.rs:2:5").Silent(noise...)
		if !s.Exists("outer/three/target") {
			o.Fail("the third nested workspace was not run")
		}
		s.Remove("outer/three/target")
	}
	// Fixed, it runs again.
	s.Write(harness.Library("outer/two", "two"))
	s.Cargo("outer", "check", "--offline").Status(0)
}

// TestFailingDeep has the error two levels down.
func TestFailingDeep(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["mid"]`),
		harness.Containing("outer/mid", "mid", `roots = ["deep"]`), harness.Library("outer/mid/deep", "deep"),
		harness.Files{"outer/mid/deep/src/lib.rs": "pub fn answer() -> u32 {\n    absent()\n}\n"})
	s.Cargo("outer", "check", "--offline").Status(101).Last(15).
		Says("in mid: exit status 101", "in mid/deep: exit status 101", "error[E0425]: cannot find function `absent`", "--> src/lib.rs:2:5").
		Silent(noise...)
}

// TestFailingMany has more than one error, and warnings between them.
func TestFailingMany(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["one", "two"]`),
		harness.Library("outer/one", "one"), harness.Library("outer/two", "two"), harness.Files{
			"outer/one/src/lib.rs": "pub fn answer() -> u32 {\n    let unused = 1;\n    \"text\"\n}\n",
			"outer/two/src/lib.rs": "pub fn other() { one() }\n\npub fn answer() -> u32 { two() }\n",
		})
	o := s.Cargo("outer", "check", "--offline").Status(101)
	_, o.Stderr, _ = strings.Cut(o.Stderr, "Summary 2 workspaces")
	o.
		Says("in one: exit status 101", "in two: exit status 101", "`one` in this scope", "`two` in this scope", "mismatched types").
		Silent(noise...)
}

// TestFailingBeforeRustc has a nested workspace that cargo itself refuses.
func TestFailingBeforeRustc(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("outer", "outer", `roots = ["one"]`),
		harness.Library("outer/one", "one", "[dependencies]", `serde = "1"`))
	s.Cargo("outer", "check", "--offline").Status(101).Last(15).Says("in one: exit status 101", "no matching package named `serde` found")
}

// TestFailingSixLevels has six levels in direct mode, and an error at the
// bottom: the last lines report it, once.
func TestFailingSixLevels(t *testing.T) {
	t.Parallel()
	const levels = 6
	s := harness.Real(t)
	dir := "l0"
	for i := range levels {
		next := fmt.Sprintf("l%d", i+1)
		s.Write(harness.Containing(dir, fmt.Sprintf("p%d", i), `roots = ["`+next+`"]`))
		dir = filepath.Join(dir, next)
	}
	s.Write(harness.Library(dir, "last"))
	s.Cargo("l0", "check", "--offline").Status(0).Silent("warning", "error")
	if len(s.Find(filepath.Join(dir, "target"), "liblast-*.rmeta")) == 0 {
		t.Error("the innermost workspace was not checked")
	}
	s.Write(harness.Files{dir + "/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	s.Cargo("l0", "check", "--offline").Status(101).Last(25).
		Once("error[E0425]").Says("in l1: exit status 101", "in l1/l2/l3/l4/l5/l6: exit status 101").Silent(noise...)
}
