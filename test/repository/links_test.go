package repository_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// link is one in Markdown, after code has been taken out.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// code is what Markdown shows as it is.
var code = regexp.MustCompile("(?s)```.*?\n```|`[^`\n]*`")

// TestLinks holds that each link within the repository leads to a file, and to
// a heading in it if it names one.
func TestLinks(t *testing.T) {
	t.Parallel()
	pages := map[string]string{}
	for name := range tracked(t) {
		if path.Ext(name) != ".md" || strings.HasPrefix(name, "testdata/") {
			continue
		}
		text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		pages[name] = string(text)
	}
	if len(pages) < 20 {
		t.Fatalf("only %d pages", len(pages))
	}
	for name, text := range pages {
		for _, found := range link.FindAllStringSubmatch(code.ReplaceAllString(text, ""), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			to := name
			if target != "" {
				to = path.Join(path.Dir(name), target)
			}
			if _, err := os.Stat(filepath.Join("../..", filepath.FromSlash(to))); err != nil {
				t.Errorf("%s: (%s) leads nowhere", name, found[1])
			} else if anchor != "" && !slices.Contains(anchors(pages[to]), anchor) {
				t.Errorf("%s: (%s): there is no such heading", name, found[1])
			}
		}
	}
}

// TestBook holds that the table of contents of the book has each page of docs.
func TestBook(t *testing.T) {
	t.Parallel()
	summary, err := os.ReadFile("../../docs/SUMMARY.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range tracked(t) {
		page, ok := strings.CutPrefix(name, "docs/")
		if ok && path.Ext(page) == ".md" && page != "SUMMARY.md" && !strings.Contains(string(summary), "("+page+")") {
			t.Errorf("docs/SUMMARY.md does not have %s", page)
		}
	}
}

// anchors are the names that GitHub and mdBook give to the headings of a page.
func anchors(page string) []string {
	var names []string
	fenced := false
	for line := range strings.Lines(page) {
		fenced = fenced != strings.HasPrefix(line, "```")
		title, ok := strings.CutPrefix(strings.TrimLeft(line, "#"), " ")
		if fenced || !ok || !strings.HasPrefix(line, "#") {
			continue
		}
		name := strings.Map(func(r rune) rune {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				return unicode.ToLower(r)
			case r == ' ':
				return '-'
			default:
				return -1
			}
		}, strings.TrimSpace(title))
		names = append(names, name)
	}
	return names
}

// tracked are the files of the repository that people read, with '/'.
func tracked(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir("../..", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (slices.Contains([]string{"target", "dist", "dist-assets"}, d.Name()) || strings.HasPrefix(d.Name(), ".") && d.Name() != "..") {
			return fs.SkipDir
		}
		rel, err := filepath.Rel("../..", file)
		names[filepath.ToSlash(rel)] = true
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestLineLength holds that no line of a page is longer than people and diffs
// can take in.
func TestLineLength(t *testing.T) {
	t.Parallel()
	for name := range tracked(t) {
		if path.Ext(name) != ".md" || !strings.HasPrefix(name, "docs/") && name != "README.md" && name != "CHANGELOG.md" {
			continue
		}
		text, err := os.ReadFile(filepath.Join("../..", filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for line := range strings.Lines(string(text)) {
			at++
			if n := len([]rune(strings.TrimSuffix(line, "\n"))); n > 200 {
				t.Errorf("%s:%d has %d characters, more than 200", name, at, n)
			}
		}
	}
}
