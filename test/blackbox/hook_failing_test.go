//go:build unix

package blackbox_test

import (
	"strings"
	"testing"
)

// last gives the last lines of what cargo printed.
func (o outcome) last(n int) outcome {
	lines := strings.Split(strings.TrimRight(o.stderr, "\n"), "\n")
	o.stderr = strings.Join(lines[max(0, len(lines)-n):], "\n")
	return o
}

// noise are what -vv prints and nobody needs who looks for an error.
var noise = []string{"Running `", "Fresh ", "Dirty ", "CARGO_MANIFEST_DIR="}

// TestFailing has a compile error in the second of three nested workspaces: it
// is found in the last lines, and the third one was run.
func TestFailing(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["one", "two", "three"]`),
		libraryTree("outer/one", "one"), libraryTree("outer/two", "two"), libraryTree("outer/three", "three"),
		files{"outer/two/src/lib.rs": "pub fn answer() -> u32 {\n    \"text\"\n}\n"})
	for _, verb := range []string{"check", "build"} {
		o := s.cargo("outer", verb, "--offline").status(101)
		o.last(15).once("in two: exit status 101").once("error[E0308]: mismatched types").once("--> src/lib.rs:2:5").silent(noise...)
		if !s.exists("outer/three/target") {
			o.fail("the third nested workspace was not run")
		}
		s.remove("outer/three/target")
	}
	// Mended, it is run again.
	s.write(libraryTree("outer/two", "two"))
	s.cargo("outer", "check", "--offline").status(0)
}

// TestFailingDeep has the error two levels down.
func TestFailingDeep(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["mid"]`),
		containingTree("outer/mid", "mid", `roots = ["deep"]`), libraryTree("outer/mid/deep", "deep"),
		files{"outer/mid/deep/src/lib.rs": "pub fn answer() -> u32 {\n    absent()\n}\n"})
	s.cargo("outer", "check", "--offline").status(101).last(15).
		says("in mid: exit status 101", "in mid/deep: exit status 101", "error[E0425]: cannot find function `absent`", "--> src/lib.rs:2:5").
		silent(noise...)
}

// TestFailingMany has more than one error, and warnings between them.
func TestFailingMany(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["one", "two"]`),
		libraryTree("outer/one", "one"), libraryTree("outer/two", "two"), files{
			"outer/one/src/lib.rs": "pub fn answer() -> u32 {\n    let unused = 1;\n    \"text\"\n}\n",
			"outer/two/src/lib.rs": "pub fn other() { one() }\n\npub fn answer() -> u32 { two() }\n",
		})
	o := s.cargo("outer", "check", "--offline").status(101)
	_, o.stderr, _ = strings.Cut(o.stderr, "Summary 2 workspaces")
	o.
		says("in one: exit status 101", "in two: exit status 101", "`one` in this scope", "`two` in this scope", "mismatched types").
		silent(noise...)
}

// TestFailingBeforeRustc has a nested workspace that cargo itself refuses.
func TestFailingBeforeRustc(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", `roots = ["one"]`),
		libraryTree("outer/one", "one", "[dependencies]", `serde = "1"`))
	s.cargo("outer", "check", "--offline").status(101).last(15).says("in one: exit status 101", "no matching package named `serde` found")
}
