//go:build unix

package odd_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

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
			s := harness.Real(t, harness.Containing("w", "outer", table), harness.Containing(mid, "mid", table), harness.Library(deep, "deep"))
			s.Cargo("w", "check", "--offline").Status(0).Silent("warning", "error")
			if len(s.Find(filepath.Join(deep, "target"), "libdeep-*.rmeta")) == 0 {
				t.Error("the innermost workspace was not checked")
			}
			s.Cargo("w", "nw", "check", "--offline").Status(0).Silent("warning", "error").Once("(3/3)")
			s.With("CARGO_TARGET_DIR="+s.Path(filepath.Join(dir, "t"))).Cargo("w", "check", "--offline").Status(0).Once("is locked by the cargo above it")
		})
	}
}

// TestOddPathPattern has a name that is a pattern elsewhere: as a root it is one.
func TestOddPathPattern(t *testing.T) {
	t.Parallel()
	s := harness.Real(t, harness.Containing("w", "outer", `roots = ["[[]x]", "[*]"]`), harness.Library("w/[x]", "x"), harness.Library("w/*", "star"))
	s.Cargo("w", "check", "--offline").Status(0).Silent("warning", "error")
	if len(s.Find("w/[x]/target", "libx-*.rmeta")) == 0 || len(s.Find("w/*/target", "libstar-*.rmeta")) == 0 {
		t.Error("a nested workspace was not checked")
	}
}

// TestOddPathNotUTF8 has one that is not UTF-8 above everything, where rustc
// compiles nothing (1.95 even panics), and cargo refuses a build directory of
// the workspace's own. All that can be done is to say where it failed.
func TestOddPathNotUTF8(t *testing.T) {
	t.Parallel()
	s := harness.Real(t)
	dir := "a\xff"
	if err := os.Mkdir(s.Path(dir), 0o700); err != nil {
		t.Skip("the file system takes only UTF-8:", err)
	}
	s.Write(harness.Containing(dir, "outer", `roots = ["inner"]`))
	s.Write(harness.Library(dir+"/inner", "inner"))
	s.Cargo(dir, "nw", "check", "--offline").Status(101).Once("failed . (status 101)").Once("failed inner (status 101)")
	s = s.With("CARGO_TARGET_DIR=" + s.Path("elsewhere")) // the build script can be compiled
	s.Cargo(dir, "check", "--offline").Status(101).Last(4).Says("cargo check -vv --offline --workspace in inner: exit status 101", "not valid utf-8")
}
