package architecture_test

import (
	"flag"
	"fmt"
	"go/doc"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the picture of the packages into CONTRIBUTING.md, and the help texts into docs/help.md")

// TestPicture holds the table of packages in CONTRIBUTING.md: all of them, on
// floors, with what their package comments say first. A package imports only
// from floors below its own.
func TestPicture(t *testing.T) {
	t.Parallel()
	floors, all := map[string]int{}, imports(t)
	for name := range all {
		floorOf(name, all, floors)
	}
	names := slices.SortedFunc(maps.Keys(floors), func(a, b string) int {
		if floors[a] != floors[b] {
			return floors[b] - floors[a]
		}
		return strings.Compare(a, b)
	})
	var table strings.Builder
	table.WriteString("| floor | package | it |\n|---|---|---|\n")
	for _, name := range names {
		shown := name
		if name == "." {
			shown = "main.go"
		}
		fmt.Fprintf(&table, "| %d | `%s` | %s |\n", floors[name], shown, synopsis(t, name))
	}
	hold(t, "CONTRIBUTING.md", "<!-- the packages: go test ./test/architecture -update -->\n", "\n<!-- end -->", table.String())
}

// floorOf is one more than the highest floor that a package imports from.
func floorOf(name string, imports map[string][]string, known map[string]int) int {
	if floor, ok := known[name]; ok {
		return floor
	}
	floor := 0
	for _, imported := range imports[name] {
		floor = max(floor, floorOf(imported, imports, known)+1)
	}
	known[name] = floor
	return floor
}

// synopsis is what the package comment says first, without the name.
func synopsis(t *testing.T, name string) string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(top, filepath.FromSlash(name), "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range files {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.PackageClauseOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		if file.Doc == nil || strings.HasSuffix(path, "_test.go") {
			continue
		}
		text := new(doc.Package).Synopsis(file.Doc.Text())
		for _, prefix := range []string{"Package " + file.Name.Name + " ", "Command cargo-nw "} {
			text = strings.TrimPrefix(text, prefix)
		}
		return strings.ReplaceAll(strings.TrimSuffix(text, "."), "|", "\\|")
	}
	t.Errorf("package %s has no comment that says what it is for", name)
	return ""
}

// hold demands a text between two markers of a document, or writes it there.
func hold(t *testing.T, document, start, end, want string) {
	t.Helper()
	path := filepath.Join(top, document)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), start)
	_, after, closed := strings.Cut(rest, end)
	if !found || !closed {
		t.Fatalf("%s has no place for it between %q and %q", document, start, end)
	}
	whole := before + start + want + end + after
	switch {
	case whole == string(text):
	case *update:
		if err := os.WriteFile(path, []byte(whole), 0o644); err != nil {
			t.Fatal(err)
		}
	default:
		t.Errorf("%s is stale; run: go test ./test/architecture -update", document)
	}
}
