package paths_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/test/links"
)

func TestInside(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		outer, path string
		want        bool
	}{
		{"/a", "/a", true},
		{"/a", "/a/b/c", true},
		{"/a", "/ab", false},
		{"/a", "/a/..b", true},
		{"/a", "/", false},
		{"/a/b", "/a", false},
		{"/", "/a", true},
		{"/a/", "/a/b", true},
		{"/a/../b", "/b/c", true},
		{"a", "a/b", true},
		{"..", "../a", true},
		{"/a", "a", false},
	} {
		if got := paths.Inside(filepath.FromSlash(row.outer), filepath.FromSlash(row.path)); got != row.want {
			t.Errorf("Inside(%q, %q) = %t", row.outer, row.path, got)
		}
	}
}

func TestLexical(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, got, want string }{
		{"relative, below", paths.Relative("/a", "/a/b/c"), "b/c"},
		{"relative, above", paths.Relative("/a/b", "/c"), "../../c"},
		{"relative, no way", paths.Relative("/a", "b"), "b"},
		{"absolute, relative path", paths.Absolute("/a/b", "../c/."), "/a/c"},
		{"absolute, absolute path", paths.Absolute("/a/b", "/c/../d"), "/d"},
		{"absolute, unknown base", paths.Absolute("", "c"), "c"},
		{"join keeps what is not clean", paths.Join("/a/b", "../c/"), "/a/b/../c/"},
		{"join, absolute path", paths.Join("/a/b", "/c/.."), "/c/.."},
	} {
		if filepath.ToSlash(row.got) != row.want {
			t.Errorf("%s: got %q, want %q", row.name, row.got, row.want)
		}
	}
	if got := slices.Collect(paths.Up(filepath.FromSlash("/a/b"))); !slices.Equal(got, []string{filepath.FromSlash("/a/b"), filepath.FromSlash("/a"), string(filepath.Separator)}) {
		t.Errorf("up: got %q", got)
	}
}

// TestDisk has a directory, a file, a link to each, and one that leads nowhere.
func TestDisk(t *testing.T) {
	t.Parallel()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	if err := os.Mkdir(at("d"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(at("d/f"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, target := range map[string]string{"to-d": "d", "to-f": "d/f", "gone": "nowhere"} {
		links.Make(t, target, at(name))
	}
	for name, want := range map[string][3]bool{
		"d": {true, true, false}, "d/f": {true, false, true}, "to-d": {true, true, false}, "to-f": {true, false, true},
		"gone": {}, "absent": {}, "d/f/below-a-file": {},
	} {
		if got := [3]bool{paths.Exists(at(name)), paths.IsDir(at(name)), paths.IsFile(at(name))}; got != want {
			t.Errorf("%s: exists, directory, file: got %t, want %t", name, got, want)
		}
	}
	for name, want := range map[string]string{"to-d/f": "d/f", "to-d/absent/x": "d/absent/x", "absent": "absent", "gone/x": "gone/x"} {
		if got := paths.Resolve(at(name)); got != at(want) {
			t.Errorf("Resolve(%q) = %q, want %q", name, got, want)
		}
	}
	if !paths.Same(at("to-f"), at("d/f")) || paths.Same(at("d"), at("d/f")) || paths.Same(at("d"), at("absent")) || paths.Same(at("absent"), at("absent")) {
		t.Error("Same is wrong")
	}
}
