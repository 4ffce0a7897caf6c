package blackbox_test

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

	"github.com/cargo-nw/cargo-nw/internal/cli"
)

// top is the repository.
var top = filepath.Join("..", "..")

const module = "github.com/cargo-nw/cargo-nw/"

// mayImport is which package of ours may import which: the picture in
// shared/design.md, and docs/adr/0006-packages.md for what differs.
var mayImport = map[string][]string{
	".":                          {"internal/cli"},
	"args":                       {"internal/cargo/glob", "internal/spelling"},
	"docs":                       {},
	"internal/cargo/builddir":    {"internal/paths"},
	"internal/cargo/config":      {"internal/environ", "internal/paths"},
	"internal/cargo/diagnostics": {},
	"internal/cargo/glob":        {},
	"internal/cargo/lockfile":    {},
	"internal/cargo/manifest":    {"internal/cargo/glob", "internal/hint", "internal/paths", "internal/printable", "internal/spelling"},
	"internal/cargo/toolchain":   {"internal/environ", "internal/paths"},
	"internal/change":            {"args", "internal/command", "internal/hint", "internal/printable", "internal/report"},
	"internal/cli":               {"args", "internal/command", "internal/environ", "internal/output", "internal/proc", "internal/report", "internal/verb/completion", "internal/verb/doctor", "internal/verb/hook", "internal/verb/list", "internal/verb/setup", "internal/verb/traverse"},
	"internal/command":           {"args", "internal/cargo/manifest", "internal/execution", "internal/hint", "internal/proc", "internal/report"},
	"internal/edit":              {},
	"internal/environ":           {},
	"internal/execution":         {"args", "internal/proc", "internal/proc/deadlock", "lockguard", "nested"},
	"internal/git":               {"internal/cargo/builddir", "internal/environ", "internal/paths", "internal/proc"},
	"internal/github":            {},
	"internal/graph":             {"internal/cargo/config", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/paths", "internal/printable", "nested"},
	"internal/hint":              {},
	"internal/manpage":           {"internal/command"},
	"internal/output":            {"internal/cargo/diagnostics", "internal/environ", "internal/execution", "internal/github", "internal/paths", "internal/proc", "internal/report", "nested"},
	"internal/paths":             {},
	"internal/printable":         {},
	"internal/proc":              {},
	"internal/proc/ancestry":     {},
	"internal/proc/deadlock":     {"internal/printable"},
	"internal/proc/jobserver":    {"internal/environ"},
	"internal/proc/notice":       {"args", "internal/environ", "internal/hint", "internal/proc/ancestry"},
	"internal/report":            {"args", "internal/environ", "internal/execution", "internal/paths", "internal/printable", "nested"},
	"internal/selection":         {"args", "internal/cargo/config", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/command", "internal/execution", "internal/git", "internal/graph", "internal/hint", "internal/paths", "internal/printable", "internal/report", "internal/spelling", "nested"},
	"internal/spelling":          {},
	"internal/undeclared":        {"internal/cargo/manifest", "internal/paths", "nested"},
	"internal/verb/completion":   {"args", "docs", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/command", "internal/environ", "internal/manpage", "internal/printable", "internal/proc", "internal/selection", "lockguard", "nested"},
	"internal/verb/doctor":       {"internal/cargo/config", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/command", "internal/environ", "internal/git", "internal/paths", "internal/proc", "internal/report", "internal/selection", "internal/undeclared", "internal/verb/setup", "lockguard", "nested"},
	"internal/verb/hook":         {"args", "internal/cargo/builddir", "internal/cargo/config", "internal/cargo/diagnostics", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/command", "internal/environ", "internal/execution", "internal/graph", "internal/paths", "internal/proc", "internal/proc/deadlock", "internal/proc/notice", "internal/report", "lockguard", "nested"},
	"internal/verb/list":         {"internal/cargo/manifest", "internal/command", "internal/paths", "internal/report", "internal/selection", "lockguard", "nested"},
	"internal/verb/setup":        {"args", "internal/cargo/manifest", "internal/change", "internal/command", "internal/edit", "internal/git", "internal/paths", "internal/selection", "internal/undeclared", "lockguard", "nested"},
	"internal/verb/traverse":     {"args", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/command", "internal/environ", "internal/execution", "internal/github", "internal/hint", "internal/output", "internal/proc/deadlock", "internal/proc/jobserver", "internal/proc/notice", "internal/report", "internal/selection", "lockguard", "nested"},
	"lockguard":                  {"args", "internal/cargo/builddir", "internal/cargo/config", "internal/cargo/toolchain", "internal/environ", "internal/hint", "internal/paths", "internal/proc/ancestry", "internal/proc/notice"},
	"nested":                     {"args", "internal/cargo/builddir", "internal/cargo/glob", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/paths", "internal/printable", "internal/proc", "lockguard"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	for path, file := range sources(t) {
		if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "bench/") || strings.HasPrefix(path, "test/") {
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

// TestCommandLineLibrary holds that only package architecture_test knows it.
func TestCommandLineLibrary(t *testing.T) {
	t.Parallel()
	for path, imports := range sources(t) {
		if filepath.ToSlash(filepath.Dir(path)) != "internal/cli" && slices.Contains(imports, "github.com/urfave/cli/v2") {
			t.Errorf("%s imports the command line library", path)
		}
	}
}

// TestHelpInReadme holds the help text in the README.
func TestHelpInReadme(t *testing.T) {
	t.Parallel()
	var out, errs strings.Builder
	if code := cli.Run([]string{"--help"}, nil, "", strings.NewReader(""), &out, &errs); code != 0 || errs.Len() > 0 {
		t.Fatalf("--help: status %d, stderr %q", code, errs.String())
	}
	readme, err := os.ReadFile("../../README.md")
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
	err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "example" || d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != top) {
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
		rel, err := filepath.Rel(top, path)
		if err != nil {
			return err
		}
		found[filepath.ToSlash(rel)] = imports
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
