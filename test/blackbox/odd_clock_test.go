//go:build unix

package blackbox_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// wallClock are the methods of time.Time and the functions that leave the
// monotonic clock behind: what is measured with them is wrong when somebody
// sets the clock.
var wallClock = []string{"Unix", "UnixMilli", "UnixMicro", "UnixNano", "Round", "Truncate"}

// TestOddClock holds that no duration is measured by the clock on the wall.
// Times of files are compared as they are.
func TestOddClock(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	err := filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains([]string{"bench", "example", "testdata", ".git"}, path):
			return fs.SkipDir
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(wallClock, sel.Sel.Name) && !shown(path) {
				t.Errorf("%s: %s", files.Position(call.Pos()), sel.Sel.Name)
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// shown says that a file prints durations, which may be rounded.
func shown(path string) bool { return strings.HasPrefix(path, filepath.Join("internal", "report")) }

// TestOddFileTimes has a file of a nested workspace that was changed tomorrow:
// rerun = "changed" may then run more often than needed, never less.
func TestOddFileTimes(t *testing.T) {
	t.Parallel()
	s := newSandbox(t, containingTree("outer", "outer", "roots = [\"inner\"]\nrerun = \"changed\""), libraryTree("outer/inner", "inner"))
	tomorrow := time.Now().Add(24 * time.Hour)
	check := func(code int) outcome { return s.cargo("outer", "check", "--offline", "-v").status(code) }
	check(0)
	for _, name := range []string{"outer/inner/src/lib.rs", "outer/inner/Cargo.lock"} {
		if err := os.Chtimes(s.path(name), tomorrow, tomorrow); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if o := check(0); quiet(o) {
				o.fail("it was not run")
			}
		}
	}
	s.write(files{"outer/inner/src/lib.rs": "pub fn answer() -> u32 { absent() }\n"})
	check(101).says("`absent` in this scope")
	s.write(libraryTree("outer/inner", "inner"))
	s.age("outer/inner")
	check(0)
	if o := check(0); !quiet(o) {
		o.fail("with the times put right it is run for ever")
	}
}
