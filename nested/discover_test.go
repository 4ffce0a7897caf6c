package nested_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// lay makes a directory with a package for each "path: roots", the roots
// separated by spaces, and "path -> target" for a symlink. A package whose path
// ends in "!" has a [workspace] table.
func lay(t *testing.T, lines ...string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if link, target, ok := strings.Cut(line, " -> "); ok {
			links.Make(t, target, filepath.Join(dir, link))
			continue
		}
		path, roots, named := strings.Cut(line, ":")
		path, isRoot := strings.CutSuffix(path, "!")
		text := fmt.Sprintf("[package]\nname = %q\n", filepath.Base(path)+"x")
		if isRoot {
			text = "[workspace]\n" + text
		}
		if named {
			wanted, exclude, _ := strings.Cut(roots, " but ")
			text += fmt.Sprintf("[package.metadata.nested_workspace]\nroots = [%s]\nexclude = [%s]\n", quoteAll(strings.Fields(wanted)), quoteAll(strings.Fields(exclude)))
		}
		if err := os.MkdirAll(filepath.Join(dir, path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path, "Cargo.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func quoteAll(words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = strconv.Quote(w)
	}
	return strings.Join(quoted, ", ")
}

// shown is a tree as "path depth" in order.
func shown(dir string, tree nested.Tree) string {
	var words []string
	for _, ws := range tree.Workspaces {
		words = append(words, fmt.Sprintf("%s %d", paths.Shown(dir, ws.Dir), ws.Depth))
	}
	return strings.Join(words, ", ")
}

func TestDiscover(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		tree     []string
		stand    string
		want     string
		warnings int
	}{
		{"depth first, in the order written", []string{".: b a", "a: y x", "a/x", "a/y", "b"}, ".", ". 0, b 1, a 1, a/y 2, a/x 2", 0},
		{"the shorter way comes first only if written first", []string{".: a b", "a: ../b", "b"}, ".", ". 0, a 1, b 2", 0},
		{"diamond", []string{".: a b", "a: ../c", "b: ../c", "c"}, ".", ". 0, a 1, c 2, b 1", 0},
		{"overlapping patterns", []string{".: a/?? a/* a/b*", "a/b", "a/bb", "a/c"}, ".", ". 0, a/bb 1, a/b 1, a/c 1", 0},
		{"symlink and target", []string{".: link a", "a", "link -> a"}, ".", ". 0, link 1", 0},
		{"symlink to where it stands", []string{".: a l*", "a", "link -> ."}, ".", ". 0, a 1", 1},
		{"from below", []string{".: a", "a"}, "sub/dir", ". 0, a 1", 0},
		{"from a nested one", []string{".: a", "a: b", "a/b"}, "a", "a 0, a/b 1", 0},
		{"symlink loop below a pattern", []string{".: n/**", "n/a", "n/loop -> .."}, ".", ". 0, n/a 1", 0},
		{"sibling pattern hits itself", []string{"m: ../*", "n", "o"}, "m", "m 0, n 1, o 1", 0},
		{"pattern around itself", []string{"x/m: ../../*", "n"}, "x/m", "x/m 0, n 1", 0},
		{"no manifest in a root", []string{".: d a", "a", "d/e"}, ".", ". 0, a 1", 1},
		{"a member of the first workspace", []string{".!: a", "a"}, ".", ". 0", 1},
		{"its own root in a workspace", []string{".!: a", "a!"}, ".", ". 0, a 1", 0},
		{"a directory called *", []string{".: f/*", "f/*", "f/a", "f/b"}, ".", ". 0, f/* 1, f/a 1, f/b 1", 0},
		{"a directory called [a] beside a", []string{".: f/[a]", "f/[a]", "f/a"}, ".", ". 0, f/a 1", 0},
		{"a directory called [a]", []string{".: f/[a]", "f/[a]", "f/b"}, ".", ". 0, f/[a] 1", 0},
		{"left out of a pattern", []string{".: f/* but f/b", "f/a", "f/b"}, ".", ". 0, f/a 1", 0},
		{"below what is left out", []string{".: f/** but f/b", "f/a", "f/b/c"}, ".", ". 0, f/a 1", 0},
		{"left out, but written out", []string{".: f/b but f/*", "f/b"}, ".", ". 0, f/b 1", 0},
		{"all left out", []string{".: f/* but f/*", "f/b"}, ".", ". 0", 0},
		{"nothing to leave out", []string{".: a but b", "a"}, ".", ". 0, a 1", 1},
		{"pattern without a workspace", []string{".: d*", "d/e"}, ".", ". 0", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if runtime.GOOS == "windows" && tt.name == "a directory called *" {
				t.Skip("there is no such name")
			}
			dir := lay(t, tt.tree...)
			stand := filepath.Join(dir, tt.stand)
			if err := os.MkdirAll(stand, 0o700); err != nil {
				t.Fatal(err)
			}
			tree, err := nested.Discover(t.Context(), manifest.NewReader(""), stand)
			if err != nil {
				t.Fatal(err)
			}
			if got := shown(dir, tree); got != tt.want || len(tree.Warnings) != tt.warnings {
				t.Errorf("got %s, want %s; warnings %+v", got, tt.want, tree.Warnings)
			}
			if tree.Start != stand {
				t.Errorf("starts in %s, want %s", tree.Start, stand)
			}
			for _, w := range tree.Warnings {
				if w.Hint == "" || w.Line == 0 || w.Path == "" {
					t.Errorf("warning %+v", w)
				}
			}
		})
	}
}

func TestDiscoverErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		tree []string
		want string // where, and what
	}{
		{"itself by another name", []string{"m: ../m"}, "m: `../m` is the workspace that lists it"},
		{"around itself", []string{"m: .."}, "m: `..` contains the workspace that lists it"},
		{"cycle of two", []string{"m: ../n", "n: ../m"}, "n: `../m` forms a cycle"},
		{"cycle of three", []string{"m: ../n", "n: ../o", "o: ../n"}, "o: `../n` forms a cycle"},
		{"cycle through a symlink", []string{"m: ../n", "n: ../l", "l -> m"}, "n: `../l` forms a cycle"},
		{"cycle by a pattern", []string{"m: ../n", "n: ../m*"}, "n: `../m*` forms a cycle"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, tt.tree...)
			_, err := nested.Discover(t.Context(), manifest.NewReader(""), filepath.Join(dir, "m"))
			var bad *manifest.Error
			if !errors.As(err, &bad) {
				t.Fatalf("got %v", err)
			}
			from, what, _ := strings.Cut(tt.want, ": ")
			if bad.Path != filepath.Join(dir, from, "Cargo.toml") || bad.Line != 4 || !strings.HasPrefix(bad.Message, what) || bad.Hint == "" {
				t.Errorf("got %v, hint %q", err, bad.Hint)
			}
		})
	}
}

// A signal during discovery ends it with the signal's status.
func TestDiscoverInterrupted(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(proc.Stop{Signal: syscall.SIGINT})
	_, err := nested.Discover(ctx, manifest.NewReader(""), lay(t, ".: a", "a"))
	if stop := (proc.Stop{}); !errors.As(err, &stop) || stop.Code() != 130 {
		t.Errorf("got %v", err)
	}
}

// One package leads to the nested workspaces that it lists, and no further.
func TestDiscoverPackage(t *testing.T) {
	t.Parallel()
	dir := lay(t, ".: a b", "a: c", "a/c", "b")
	tree, err := nested.DiscoverPackage(t.Context(), manifest.NewReader(""), filepath.Join(dir, "Cargo.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := shown(dir, tree), ". 0, a 1, b 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	_, err = nested.DiscoverPackage(t.Context(), manifest.NewReader(""), filepath.Join(dir, "b", "Cargo.toml"))
	if !errors.Is(err, nested.ErrNoTable) {
		t.Errorf("a package without the table: %v", err)
	}
}
