package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/cargo-nw/cargo-nw/"

// mayImport is which package of ours may import which: the picture in
// shared/design.md, and docs/adr/0006-packages.md for what differs.
var mayImport = map[string][]string{
	".":                    {"args", "internal/actions", "internal/cmdline", "internal/complete", "internal/doctor", "internal/environ", "internal/hook", "internal/jobserver", "internal/list", "internal/manifest", "internal/manpage", "internal/output", "internal/printable", "internal/proc", "internal/repo", "internal/report", "internal/selection", "internal/setup", "internal/undeclared", "internal/waits", "lockguard", "nested"},
	"args":                 {"internal/spelling"},
	"internal/actions":     {},
	"internal/ancestry":    {},
	"internal/cargoconfig": {"internal/environ"},
	"internal/cmdline":     {},
	"internal/complete":    {"args", "internal/cmdline", "internal/printable"},
	"internal/declare":     {"internal/layout"},
	"internal/diagnostics": {},
	"internal/doctor":      {"internal/cargoconfig", "internal/environ", "internal/manifest", "internal/proc", "internal/repo", "internal/report", "internal/setup", "internal/undeclared", "lockguard", "nested"},
	"internal/environ":     {},
	"internal/hook":        {"args", "internal/cargoconfig", "internal/diagnostics", "internal/environ", "internal/manifest", "internal/proc", "internal/report", "internal/waits", "lockguard", "nested"},
	"internal/jobserver":   {"internal/environ"},
	"internal/layout":      {},
	"internal/list":        {"internal/report", "nested"},
	"internal/manifest":    {"internal/printable", "internal/spelling"},
	"internal/output":      {"internal/actions", "internal/diagnostics", "internal/environ", "internal/proc", "internal/report", "nested"},
	"internal/manpage":     {"internal/cmdline"},
	"internal/printable":   {},
	"internal/proc":        {},
	"internal/repo":        {"internal/proc"},
	"internal/report":      {"args", "internal/environ", "internal/printable", "nested"},
	"internal/selection":   {"args", "internal/cargoconfig", "internal/manifest", "internal/printable", "internal/repo", "internal/report", "internal/spelling", "nested"},
	"internal/setup":       {"internal/declare", "internal/layout", "internal/manifest", "internal/printable", "internal/report", "internal/undeclared", "nested"},
	"internal/spelling":    {},
	"internal/undeclared":  {"internal/manifest", "internal/repo", "nested"},
	"internal/waits":       {"internal/printable"},
	"lockguard":            {"args", "internal/ancestry", "internal/cargoconfig", "internal/environ"},
	"nested":               {"args", "internal/cargoconfig", "internal/manifest", "internal/printable", "internal/proc", "internal/waits", "lockguard"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	for path, file := range sources(t) {
		if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "bench/") {
			continue
		}
		from := filepath.ToSlash(filepath.Dir(path))
		allowed, known := mayImport[from]
		if !known {
			t.Errorf("%s: package %s is not in the picture", path, from)
		}
		for _, imported := range file {
			to, ours := strings.CutPrefix(imported, module)
			if ours && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s, which %s may not", path, to, from)
			}
		}
	}
}

// TestCommandLineLibrary holds that only package main knows it.
func TestCommandLineLibrary(t *testing.T) {
	t.Parallel()
	for path, imports := range sources(t) {
		if strings.Contains(path, "/") && slices.Contains(imports, "github.com/urfave/cli/v2") {
			t.Errorf("%s imports the command line library", path)
		}
	}
}

// TestHelpInReadme holds the help text in the README.
func TestHelpInReadme(t *testing.T) {
	t.Parallel()
	var out, errs strings.Builder
	if code := run([]string{"--help"}, nil, stdio{strings.NewReader(""), &out, &errs}); code != 0 || errs.Len() > 0 {
		t.Fatalf("--help: status %d, stderr %q", code, errs.String())
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if block := "```text\n" + out.String() + "```\n"; !strings.Contains(string(readme), block) {
		t.Errorf("the README does not hold the help text; it must contain\n%s", block)
	}
}

// sources are the import lists of the repository's Go files.
func sources(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "example" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != ".") {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		var imports []string
		for _, spec := range file.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, name)
		}
		found[filepath.ToSlash(path)] = imports
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
