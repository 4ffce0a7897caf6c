package repository_test

import (
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

var update = flag.Bool("update", false, "write what the commands print into the pages that show it")

// held is a block of a page that shows what commands print in a copy of
// example/. The blocks of a page follow one another in one copy.
var held = regexp.MustCompile("(?s)<!-- held by a test -->\n```console\n(.*?)```\n")

// changes are what differs from run to run.
var changes = regexp.MustCompile(`\b(\d+m \d\ds|\d+\.\d\ds)\b`)

// TestPages runs the commands of the pages, and compares what they print.
func TestPages(t *testing.T) {
	t.Parallel()
	example := harness.Files{}
	for name := range tracked(t) {
		inside, ok := strings.CutPrefix(name, "example/")
		if !ok || strings.Contains(inside, "target/") {
			continue
		}
		if data, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name))); err == nil {
			example[inside] = string(data)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(tracked(t))) {
		if filepath.Ext(name) != ".md" || strings.HasPrefix(name, "testdata/") {
			continue
		}
		path := filepath.Join("../..", filepath.FromSlash(name))
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !held.Match(text) {
			continue
		}
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			w := harness.Real(t, example).With("CARGO_TERM_COLOR=never", "CARGO_BUILD_JOBS=1")
			page := held.ReplaceAllStringFunc(string(text), func(block string) string {
				return "<!-- held by a test -->\n```console\n" + rerun(w, held.FindStringSubmatch(block)[1]) + "```\n"
			})
			switch {
			case changes.ReplaceAllString(page, "") == changes.ReplaceAllString(string(text), ""):
			case *update:
				if err := os.WriteFile(path, []byte(page), fs.FileMode(0o644)); err != nil {
					t.Fatal(err)
				}
			default:
				t.Errorf("%s does not show what the commands print; run: go test ./test/repository -run Pages -update\n%s", name, page)
			}
		})
	}
}

// rerun is a block with what its commands print now, standard error and
// standard output in one, as on a terminal.
func rerun(w *harness.World, block string) string {
	var text strings.Builder
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		out := w.Finish(w.Command(".", "sh", "-c", command[:len(command)-1]+" 2>&1"))
		text.WriteString(line + strings.ReplaceAll(out.Stdout, w.Dir, "…"))
	}
	return text.String()
}
