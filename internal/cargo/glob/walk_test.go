package glob_test

import (
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
)

func TestPaths(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names; see TestPathsByName")
	}
	base := filepath.Join(tree(
		t, "[b]*/a/x/", "[b]*/a/y/z/", "[b]*/a-b/", "[b]*/.h/x/", "[b]*/f: text", "[b]*/{a,b}/", `[b]*/q\/`, "[b]*/]/", "[b]*/-/", "[b]*/é/", "[b]*/^/", "[b]*/gone -> nowhere",
		"[b]*/l -> a", "[b]*/a/up -> ..", "o/x/",
	), "[b]*")
	tests := []struct{ pattern, want string }{
		{"a", "a"},
		{"a/", "a"},
		{"f/", ""},
		{"./a/../a", "a"},
		{"nothing", ""},
		{"nothing*", ""},
		{"gone", "gone"},
		{"*", `- .h ] ^ a a-b f gone l q\ {a,b} é`},
		{"*/", `- .h ] ^ a a-b l q\ {a,b} é`},
		{"?", `- ] ^ a f l é`},
		{"a*", "a a-b"},
		{".*", ".. . .h"},
		{"*/x", ".h/x a/x l/x"},
		{"[a-e]", "a"},
		{"[!a-z]", `- ] ^ é`},
		{"[]]", "]"},
		{"[!]]", "- ^ a f l é"},
		{"[-a]", "- a"},
		{"[a-]", "- a"},
		{"[z-a]", ""},
		{"[!z-a]", "- ] ^ a f l é"},
		{"[^a]", "^ a"},
		{"[é-ë]", "é"},
		{"{a,b}", "{a,b}"},
		{`q\`, `q\`},
		{`q\*`, `q\`},
		{"**/x", ".h/x a/x l/x"},
		{"a/y/**", "a/y/z"},
		{"**/y/..", "a l"},
		{"a/y/..", "a"},
		{"a/**/z", "a/y/z"},
		{"a/**/**/z", "a/y/z"},
		{"*/up/f", "a/up/f l/up/f"},
		{"../o/**/up/f", ""},
		{"../o/*", "../o/x"},
		{"*/up/a/x", "a/up/a/x l/up/a/x"},
	}
	for _, test := range tests {
		t.Run(test.pattern, func(t *testing.T) {
			t.Parallel()
			got, err := glob.Paths(base, test.pattern)
			if err != nil {
				t.Fatal(err)
			}
			for i, path := range got {
				got[i], _ = filepath.Rel(base, path)
			}
			want := strings.Fields(test.want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// TestPathsByName needs neither links nor names that Windows does not allow.
func TestPathsByName(t *testing.T) {
	t.Parallel()
	base := filepath.Join(tree(t, "[b]/a/x/", "[b]/a/y/z/", "[b]/a-b/", "[b]/.h/x/", "[b]/f: text", "o/x/"), "[b]")
	for pattern, want := range map[string]string{
		"a": "a", "f/": "", "nothing*": "", "*": ".h a a-b f", "*/": ".h a a-b", "a*": "a a-b", "*/x": ".h/x a/x", "[a-e]": "a",
		"**/x": ".h/x a/x", "a/y/**": "a/y/z", "a/**/z": "a/y/z", "../o/*": "../o/x", "?": "a f",
	} {
		got, err := glob.Paths(base, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for i, path := range got {
			rel, _ := filepath.Rel(base, path)
			got[i] = filepath.ToSlash(rel)
		}
		if !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		"/a**": "single path component", "/**a": "single path component", "/a/***": "regular `*` or recursive `**`",
		"/[": "without its `]`", "/[]": "without its `]`", "/[!]": "without its `]`", "/[a/b]": "without its `]`",
	} {
		if _, err := glob.Paths("", pattern); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Paths(%q) = %v, want %s", pattern, err, want)
		}
	}
}

func TestAbsolute(t *testing.T) {
	t.Parallel()
	base := tree(t, "a/x/", "a/f: text")
	want := []string{filepath.Join(base, "a/f"), filepath.Join(base, "a/x")}
	for _, dir := range []string{"", base, "/elsewhere"} {
		got, err := glob.Paths(dir, filepath.Join(base, "*", "*"))
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q, %v", got, err)
		}
	}
}

// Links into each other make an endless tree.
func TestLinksThatCross(t *testing.T) {
	t.Parallel()
	var files []string
	for i := range 12 {
		for j := range 12 {
			files = append(files, fmt.Sprintf("d%d/l%d -> ../d%d", i, j, j))
		}
	}
	base := tree(t, files...)
	if got, err := glob.Paths(base, "**/x"); err == nil || !strings.Contains(err.Error(), "symbolic links") {
		t.Errorf("%d matches, %v", len(got), err)
	}
}
