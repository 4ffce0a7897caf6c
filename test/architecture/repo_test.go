package architecture_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
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

// mayImport is which package of ours may import which. It is the only list of
// that; docs/adr/0006-packages.md and 0015-verbs.md say why. A verb is not in it:
// it may import all that is below the verbs, and only internal/cli imports it.
var mayImport = map[string][]string{
	".":                          {"internal/cli"},
	"args":                       {"internal/cargo/glob", "internal/spelling"},
	"docs":                       {},
	"internal/align":             {"internal/cargo/lockfile", "internal/cargo/semver", "internal/variant"},
	"internal/cargo/builddir":    {"internal/paths"},
	"internal/cargo/collision":   {"internal/cargo/manifest", "internal/cargo/toolchain", "internal/paths"},
	"internal/cargo/config":      {"internal/environ", "internal/paths", "internal/regular"},
	"internal/cargo/diagnostics": {"internal/printable"},
	"internal/cargo/glob":        {},
	"internal/cargo/lockfile":    {"internal/cargo/semver", "internal/regular"},
	"internal/cargo/manifest":    {"internal/cargo/glob", "internal/hint", "internal/paths", "internal/printable", "internal/regular", "internal/spelling"},
	"internal/cargo/metadata":    {"internal/cargo/semver"},
	"internal/cargo/relock":      {"internal/cargo/lockfile", "internal/cargo/unitgraph", "internal/environ", "internal/hint"},
	"internal/cargo/semver":      {},
	"internal/cargo/toolchain":   {"internal/environ", "internal/paths", "internal/regular"},
	"internal/cargo/unitgraph":   {"internal/cargo/toolchain", "internal/environ", "internal/proc", "internal/regular"},
	"internal/cargo/units":       {"internal/cargo/builddir"},
	"internal/change":            {"args", "internal/command", "internal/hint", "internal/printable", "internal/regular", "internal/report"},
	"internal/cli":               {"args", "internal/cargo/config", "internal/command", "internal/environ", "internal/hint", "internal/output", "internal/proc", "internal/report", "internal/spelling"},
	"internal/command":           {"args", "internal/cargo/manifest", "internal/execution", "internal/hint", "internal/proc", "internal/report"},
	"internal/edit":              {},
	"internal/environ":           {},
	"internal/execution":         {"args", "internal/proc", "internal/proc/deadlock", "lockguard", "nested"},
	"internal/git":               {"internal/cargo/builddir", "internal/environ", "internal/paths", "internal/proc"},
	"internal/github":            {},
	"internal/gitlab":            {},
	"internal/graph":             {"internal/cargo/config", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/paths", "internal/printable", "nested"},
	"internal/hint":              {},
	"internal/layer":             {"args", "internal/cargo/config", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/cargo/units", "internal/environ", "internal/hint", "internal/paths", "internal/printable", "internal/regular", "internal/report", "internal/standin", "lockguard", "nested"},
	"internal/manpage":           {"internal/command"},
	"internal/output":            {"internal/cargo/diagnostics", "internal/environ", "internal/execution", "internal/github", "internal/gitlab", "internal/paths", "internal/printable", "internal/proc", "internal/report", "nested"},
	"internal/paths":             {},
	"internal/printable":         {},
	"internal/proc":              {},
	"internal/proc/ancestry":     {},
	"internal/proc/deadlock":     {"internal/printable"},
	"internal/proc/jobserver":    {"internal/environ"},
	"internal/proc/notice":       {"args", "internal/environ", "internal/hint", "internal/proc/ancestry"},
	"internal/regular":           {},
	"internal/report":            {"args", "internal/environ", "internal/execution", "internal/github", "internal/paths", "internal/printable", "internal/regular", "nested"},
	"internal/selection":         {"args", "internal/cargo/config", "internal/cargo/glob", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/command", "internal/execution", "internal/git", "internal/graph", "internal/hint", "internal/paths", "internal/printable", "internal/report", "internal/spelling", "internal/undeclared", "nested"},
	"internal/share":             {"args", "internal/cargo/builddir", "internal/cargo/config", "internal/cargo/lockfile", "internal/cargo/toolchain", "internal/cargo/units", "internal/environ", "internal/execution", "internal/paths", "internal/proc", "internal/regular", "internal/report", "internal/store", "lockguard", "nested"},
	"internal/shareddir":         {"args", "internal/cargo/collision", "internal/cargo/config", "internal/cargo/lockfile", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/environ", "internal/printable", "internal/proc", "internal/report", "lockguard", "nested"},
	"internal/skeleton":          {"internal/cargo/lockfile", "internal/cargo/manifest", "internal/cargo/metadata", "internal/paths"},
	"internal/spelling":          {},
	"internal/standin":           {"internal/cargo/builddir", "internal/cargo/manifest", "internal/cargo/units"},
	"internal/store":             {"internal/cargo/units", "internal/regular"},
	"internal/stub":              {"internal/edit"},
	"internal/undeclared":        {"internal/cargo/manifest", "internal/paths", "nested"},
	"internal/unify":             {"internal/cargo/manifest", "internal/cargo/metadata", "internal/cargo/semver", "internal/cargo/unitgraph", "internal/edit", "internal/variant"},
	"internal/variant":           {"internal/cargo/lockfile", "internal/cargo/metadata", "internal/cargo/semver", "internal/cargo/unitgraph"},
	"internal/witness":           {"internal/cargo/lockfile", "internal/execution", "internal/git", "internal/paths", "internal/printable", "internal/proc", "internal/regular", "nested"},
	"lockguard":                  {"args", "internal/cargo/builddir", "internal/cargo/config", "internal/cargo/toolchain", "internal/environ", "internal/hint", "internal/paths", "internal/proc/ancestry", "internal/proc/notice"},
	"nested":                     {"args", "internal/cargo/builddir", "internal/cargo/glob", "internal/cargo/manifest", "internal/cargo/toolchain", "internal/paths", "internal/printable", "internal/proc", "lockguard"},
}

func TestImports(t *testing.T) {
	t.Parallel()
	for from, imported := range imports(t) {
		allowed, known := mayImport[from]
		verb := strings.HasPrefix(from, verbs)
		if !known && !verb {
			t.Errorf("package %s is not in the table", from)
		}
		for _, to := range imported {
			switch {
			case strings.HasPrefix(to, verbs) && from == "internal/cli":
			case verb && to != "internal/cli" && !strings.HasPrefix(to, verbs):
			case !slices.Contains(allowed, to):
				t.Errorf("%s imports %s, which it may not", from, to)
			}
		}
	}
}

const verbs = "internal/verb/"

// imports are the packages of ours that each package imports, but for those of
// tests and benchmarks.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for path, file := range sources(t) {
		from := filepath.ToSlash(filepath.Dir(path))
		if strings.HasSuffix(path, "_test.go") || strings.HasPrefix(from, "bench") || strings.HasPrefix(from, "test") {
			continue
		}
		list := found[from]
		for _, imported := range file {
			if to, ours := strings.CutPrefix(imported, module); ours && !slices.Contains(list, to) {
				list = append(list, to)
			}
		}
		found[from] = list
	}
	return found
}

// TestCommandLineLibrary checks that only package architecture_test knows it.
func TestCommandLineLibrary(t *testing.T) {
	t.Parallel()
	for path, imports := range sources(t) {
		if filepath.ToSlash(filepath.Dir(path)) != "internal/cli" && slices.Contains(imports, "github.com/urfave/cli/v2") {
			t.Errorf("%s imports the command line library", path)
		}
	}
}

// TestHelp holds docs/help.md: what --help prints, for the traversal and for
// each verb.
func TestHelp(t *testing.T) {
	t.Parallel()
	calls := []string{"cargo nw --help"}
	for _, verb := range cli.Describe().Verbs {
		if !verb.Verbatim {
			calls = append(calls, "cargo nw "+verb.Name+" --help")
		}
	}
	var text strings.Builder
	for _, call := range calls {
		var out, errs strings.Builder
		code := cli.Run(strings.Fields(call)[2:], nil, "", strings.NewReader(""), &out, &errs)
		if code != 0 || errs.Len() > 0 {
			t.Fatalf("%s: status %d, stderr %q", call, code, errs.String())
		}
		fmt.Fprintf(&text, "\n## `%s`\n\n```text\n%s```\n", call, out.String())
	}
	hold(t, "docs/help.md", "<!-- the help: go test ./test/architecture -update -->\n", "\n<!-- end -->\n", text.String())
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
			name, bad := strconv.Unquote(spec.Path.Value)
			if bad != nil {
				return bad
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
