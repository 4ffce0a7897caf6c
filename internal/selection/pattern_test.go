package selection_test

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/nested"
)

// tree is a workspace in /w with some below it, and one next to it.
var tree = nested.Tree{Start: "/w", Workspaces: []nested.Workspace{
	{Dir: "/w"},
	{Dir: "/w/fuzz", Depth: 1},
	{Dir: "/w/fuzz/a", Depth: 2},
	{Dir: "/w/fuzzy", Depth: 1},
	{Dir: "/w/x/y/z", Depth: 1},
	{Dir: "/s", Depth: 1},
	{Dir: "/w/[a]", Depth: 2},
}}

// selected are the names of the workspaces that a request selects.
func selected(t *testing.T, req selection.Request, facts selection.Facts) []string {
	t.Helper()
	if req.Cwd == "" {
		req.Cwd = "/w"
	}
	got := selection.Select(tree, req, facts)
	if len(got.Workspaces)+len(got.LeftOut) != len(tree.Workspaces) {
		t.Errorf("%d and %d workspaces are not %d", len(got.Workspaces), len(got.LeftOut), len(tree.Workspaces))
	}
	return names(req.Cwd, got)
}

func names(stand string, tree nested.Tree) []string {
	list := []string{}
	for _, ws := range tree.Workspaces {
		list = append(list, selection.Name(stand, tree.RunDir(ws)))
	}
	return list
}

func patterns(t *testing.T, texts []string) []selection.Pattern {
	t.Helper()
	var list []selection.Pattern
	for _, text := range texts {
		p, err := selection.ParsePattern(text)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		list = append(list, p)
	}
	return list
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	all := names("/w", tree)
	tests := []struct {
		stand string
		only  []string
		want  []string
	}{
		{"", nil, all},
		{"", []string{"."}, []string{"."}},
		{"", []string{"./"}, []string{"."}},
		{"", []string{"fuzz"}, []string{"fuzz", "fuzz/a"}},
		{"", []string{"./fuzz/"}, []string{"fuzz", "fuzz/a"}},
		{"", []string{"x/../fuzz/a"}, []string{"fuzz/a"}},
		{"", []string{"/w/fuzz"}, []string{"fuzz", "fuzz/a"}},
		{"", []string{"fuzz/."}, []string{"fuzz"}},
		{"", []string{"./fuzz/./"}, []string{"fuzz"}},
		{"", []string{"/w/fuzz/."}, []string{"fuzz"}},
		{"", []string{"./."}, []string{"."}},
		{"", []string{"x/."}, []string{}},
		{"", []string{"fuz*"}, []string{"fuzz", "fuzz/a", "fuzzy"}},
		{"", []string{"./fuz*/"}, []string{"fuzz", "fuzz/a", "fuzzy"}},
		{"", []string{"fuz*/."}, []string{"fuzz", "fuzzy"}},
		{"", []string{"fuzz/*"}, []string{"fuzz/a"}},
		{"", []string{"fuzz/**"}, []string{"fuzz/a"}},
		{"", []string{"fuz?/**/**"}, []string{"fuzz/a"}},
		{"", []string{"*"}, append(slices.Clone(all[1:5]), "[a]")},
		{"", []string{"*/."}, []string{"fuzz", "fuzzy", "[a]"}},
		{"", []string{"**"}, all},
		{"", []string{"x"}, []string{"x/y/z"}},
		{"", []string{"x/*"}, []string{"x/y/z"}},
		{"", []string{"x/*/."}, []string{}},
		{"", []string{"x/**"}, []string{"x/y/z"}},
		{"", []string{"**/z"}, []string{"x/y/z"}},
		{"", []string{"**/z/**"}, []string{}},
		{"", []string{"**/y/**"}, []string{"x/y/z"}},
		{"", []string{"**/a/"}, []string{"fuzz/a"}},
		{"", []string{"../s"}, []string{"../s"}},
		{"", []string{"../s*"}, []string{"../s"}},
		{"", []string{"../*"}, all}, // as a shell has it: ../w is one of them
		{"", []string{".."}, all},
		{"", []string{"../."}, []string{}},
		{"", []string{"/w/*"}, append(slices.Clone(all[1:5]), "[a]")},
		{"", []string{"/w/*/."}, []string{"fuzz", "fuzzy", "[a]"}},
		{"", []string{"{fuzz,x/y}/*"}, []string{"fuzz/a", "x/y/z"}},
		{"", []string{"{fuzz}"}, []string{"fuzz", "fuzz/a"}},
		{"", []string{`\[a]`}, []string{"[a]"}},
		{"", []string{"fuzz?", "../s"}, []string{"fuzzy", "../s"}},
		{"", []string{"z"}, []string{}},
		{"/w/fuzz", []string{"."}, []string{"."}},
		{"/w/fuzz", []string{"a"}, []string{"a"}},
		{"/w/fuzz", []string{"../fuzz"}, []string{".", "a"}},
		{"/w/fuzz", []string{"../fuzz/."}, []string{"."}},
		{"/w/fuzz", []string{"../fuz*"}, []string{".", "a", "../fuzzy"}},
		{"/w/fuzz", []string{"../**"}, []string{"..", ".", "a", "../fuzzy", "../x/y/z", "../[a]"}},
		{"/w/fuzz", []string{"*"}, []string{"a"}},
	}
	for _, tt := range tests {
		if runtime.GOOS == "windows" && slices.Contains(tt.only, `\[a]`) {
			continue // a \ is a separator there
		}
		req := selection.Request{Depth: selection.AnyDepth, Cwd: tt.stand, Only: patterns(t, tt.only)}
		if got := selected(t, req, selection.Facts{}); !slices.Equal(got, tt.want) {
			t.Errorf("in %q, --only %q: got %q, want %q", tt.stand, tt.only, got, tt.want)
		}
		if len(tt.only) == 0 {
			continue
		}
		req.Only, req.Exclude = nil, req.Only
		if got := selected(t, req, selection.Facts{}); len(got) != len(all)-len(tt.want) {
			t.Errorf("in %q, --exclude %q: got %q, want all but %q", tt.stand, tt.only, got, tt.want)
		}
	}
}

// TestLiteral has names that are patterns, and names that are not: the literal
// for each selects only that one.
func TestLiteral(t *testing.T) {
	t.Parallel()
	odd := nested.Tree{Start: "/w"}
	for _, name := range []string{"[a]", "a", "[", "[b", "{a,b}", "{a", "b", "*", "?", "**", "a*", "x/[a]", "x/a", "x/{", `\a`, `\[`, `{\`, " a", "a ", "[!a]", "]", "}", "ä[", "../[a]", "../a"} {
		if filepath.ToSlash(name) == name { // a backslash is no name on Windows
			odd.Workspaces = append(odd.Workspaces, nested.Workspace{Dir: filepath.Join("/w", name), Depth: 1})
		}
	}
	for _, name := range names("/w", odd) {
		for _, text := range []string{selection.Literal(name), "./" + selection.Literal(name) + "/", selection.Literal("/w/" + name)} {
			if strings.HasPrefix(name, "..") && text != name {
				continue
			}
			req := selection.Request{Depth: selection.AnyDepth, Cwd: "/w", Only: patterns(t, []string{text})}
			if got := names("/w", selection.Select(odd, req, selection.Facts{})); !slices.Equal(got, []string{name}) {
				t.Errorf("--only %q for %q selects %q", text, name, got)
			}
			if misses := req.Unmatched(odd); len(misses) > 0 {
				t.Errorf("--only %q for %q: %v", text, name, misses)
			}
			req.Only, req.Exclude = nil, req.Only
			if got := selection.Select(odd, req, selection.Facts{}); len(got.LeftOut) != 1 {
				t.Errorf("--exclude %q for %q leaves out %q", text, name, names("/w", nested.Tree{Start: "/w", Workspaces: got.LeftOut}))
			}
		}
	}
}

func TestParsePatternRefuses(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "[", "a/[b", "{a", "[a-"} {
		if p, err := selection.ParsePattern(text); err == nil {
			t.Errorf("%q: no error, got %q", text, p)
		}
	}
}

func TestUnmatched(t *testing.T) {
	t.Parallel()
	req := selection.Request{
		Cwd: "/w", Depth: 0, Only: patterns(t, []string{"fuz", "fuzz", "elsewhere"}), Exclude: patterns(t, []string{"x/y/zz", "nothing*"}),
	}
	var got []string
	for _, miss := range req.Unmatched(tree) {
		got = append(got, miss.Option+" "+miss.Pattern.String()+" "+miss.Meant)
	}
	if want := []string{"--exclude x/y/zz x/y/z", "--exclude nothing* ", "--only fuz fuzz", "--only elsewhere "}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
