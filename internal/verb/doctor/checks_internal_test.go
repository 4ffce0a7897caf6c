package doctor

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestChecks holds the list against the sources, and the page that has a section
// for each of them.
func TestChecks(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile(`(?:Check: |manifestFinding\()"([a-z-]+)"`)
	var used []string
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, readErr := os.ReadFile(file)
		if readErr != nil {
			t.Fatal(readErr)
		}
		for _, m := range name.FindAllStringSubmatch(string(source), -1) {
			used = append(used, m[1])
		}
	}
	text, err := os.ReadFile(filepath.FromSlash("../../../docs/troubleshooting.md"))
	if err != nil {
		t.Fatal(err)
	}
	heading := regexp.MustCompile("(?m)^### `([a-z-]+)`$")
	var described []string
	for _, m := range heading.FindAllStringSubmatch(string(text), -1) {
		described = append(described, m[1])
	}
	want := slices.Sorted(slices.Values(checks))
	for what, got := range map[string][]string{"the sources": used, "docs/troubleshooting.md": described} {
		slices.Sort(got)
		if got = slices.Compact(got); !slices.Equal(got, want) {
			t.Errorf("%s: %q\nthe list: %q", what, got, want)
		}
	}
}
