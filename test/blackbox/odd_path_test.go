//go:build unix

package blackbox_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// link makes a symlink and gives its path.
func (s sandbox) link(to, name string) string {
	s.t.Helper()
	if err := os.Symlink(to, s.path(name)); err != nil {
		s.t.Fatal(err)
	}
	return s.path(name)
}

// TestOddPaths has names with which shells, globs and lists get into trouble,
// for the containing package and for the nested ones, two deep and in one
// shared directory, where runs are moved. A `%` is left out: lld cannot write to
// such a path.
func TestOddPaths(t *testing.T) {
	t.Parallel()
	for name, dir := range map[string]string{
		"spaces and quotes": ` a  "b" it's `, "shell": "-$HOME `x` {a,b}(c)!&;|", "letters": `é=漢字\n`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table := fmt.Sprintf("roots = [%q]", dir)
			mid, deep := filepath.Join("w", dir), filepath.Join("w", dir, dir)
			s := newSandbox(t, containingTree("w", "outer", table), containingTree(mid, "mid", table), libraryTree(deep, "deep"))
			s.cargo("w", "check", "--offline").status(0).silent("warning", "error")
			if len(s.find(filepath.Join(deep, "target"), "libdeep-*.rmeta")) == 0 {
				t.Error("the innermost workspace was not checked")
			}
			s.cargo("w", "nw", "check", "--offline").status(0).silent("warning", "error").once("(3/3)")
			s.with("CARGO_TARGET_DIR="+s.path(filepath.Join(dir, "t"))).cargo("w", "check", "--offline").status(0).once("is locked by the cargo above it")
		})
	}
}

// TestOddPathPattern has a name that is a pattern elsewhere: as a root it is one.
func TestOddPathPattern(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("w", "outer", `roots = ["[[]x]", "[*]"]`), libraryTree("w/[x]", "x"), libraryTree("w/*", "star"))
	s.cargo("w", "check", "--offline").status(0).silent("warning", "error")
	if len(s.find("w/[x]/target", "libx-*.rmeta")) == 0 || len(s.find("w/*/target", "libstar-*.rmeta")) == 0 {
		t.Error("a nested workspace was not checked")
	}
}

// TestOddPathNotUTF8 has one that is not UTF-8 above everything, where rustc
// compiles nothing (1.95 even panics), and cargo refuses a build directory of
// the workspace's own. All that can be done is to say where it failed.
func TestOddPathNotUTF8(t *testing.T) {
	t.Parallel()
	s := newSandbox(t)
	dir := "a\xff"
	if err := os.Mkdir(s.path(dir), 0o700); err != nil {
		t.Skip("the file system takes only UTF-8:", err)
	}
	s.write(containingTree(dir, "outer", `roots = ["inner"]`))
	s.write(libraryTree(dir+"/inner", "inner"))
	s.cargo(dir, "nw", "check", "--offline").status(101).once("failed . (status 101)").once("failed inner (status 101)")
	s = s.with("CARGO_TARGET_DIR=" + s.path("elsewhere")) // the build script can be compiled
	s.cargo(dir, "check", "--offline").status(101).last(4).says("cargo check -vv --offline --workspace in inner: exit status 101", "not valid utf-8")
}
