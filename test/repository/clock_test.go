package repository_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

// wallClock are the methods of time.Time and the functions that leave the
// monotonic clock behind: what is measured with them is wrong when somebody
// sets the clock.
var wallClock = []string{"Unix", "UnixMilli", "UnixMicro", "UnixNano", "Round", "Truncate"}

// TestClock checks that no duration is measured by the clock on the wall.
// Times of files are compared as they are.
func TestClock(t *testing.T) {
	t.Parallel()
	files := token.NewFileSet()
	err := filepath.WalkDir(harness.Repository, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains([]string{"bench", "example", "test", ".git"}, e.Name()):
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
			if !ok || ofFile(call) {
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

// ofFile says that a call truncates a file: it is given a number, not a duration.
func ofFile(call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return false
	}
	size, ok := call.Args[0].(*ast.BasicLit)
	return ok && size.Kind == token.INT
}

// shown says that a file prints durations, which may be rounded, or keeps the
// times of files as numbers: those of compiled units are a seal. GitLab wants
// the time on the wall.
func shown(path string) bool {
	for _, name := range []string{"gitlab", "report", "share", "store"} {
		if strings.HasPrefix(path, filepath.Join(harness.Repository, "internal", name)+string(filepath.Separator)) {
			return true
		}
	}
	return false
}
