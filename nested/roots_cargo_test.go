//go:build unix

package nested_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/nested"
)

// oddNames are directories whose names are also patterns.
var oddNames = []string{"*", "**", "?", "[a]", "a", "b", "ab", "[", "]", "[!a]", "{a,b}", "a*", "-", "ä", "a b", ".a", "sub", "sub/*", "sub/a", "sub/[a]", "[[]", "\\a"}

// oddPatterns are entries for both workspace.members and roots.
var oddPatterns = append(slices.Clone(oddNames), "*/*", "sub/**", "**/a", "[*]", "[?]", "[[][a][]]", "[b-a]", "sub/../*", "./*", "{*}", "a[", "***", "none*", "[z]", "*/", "?b", "sub/?")

// TestRootsAsMembers compares what roots match with what cargo accepts as
// members of a workspace, for the same entry over the same names.
func TestRootsAsMembers(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("needs the real cargo, which -short leaves out")
	}
	cargo := "cargo"
	if out, err := exec.CommandContext(t.Context(), "rustup", "which", "cargo").Output(); err == nil {
		cargo = strings.TrimSpace(string(out)) // saves the start of rustup
	}
	for _, taken := range [][]string{oddNames, {"a", "b", "sub", "sub/a"}, {"[a]", "*", "sub", "sub/[a]"}, {"{a,b}", "[z]", "?b"}} {
		for _, pattern := range oddPatterns {
			members, refused := asMembers(t, cargo, taken, pattern)
			roots, err := asRoots(t, taken, pattern)
			if refused != "" || err != nil {
				if err != nil && len(members) == 0 && strings.HasSuffix(err.Error(), "matches no directory") {
					continue // cargo skips a pattern that matches only files
				}
				if (refused == "") != (err == nil) {
					t.Errorf("%q among %q: cargo has %q %s, we have %q, %v", pattern, taken, members, refused, roots, err)
				}
				continue
			}
			if !slices.Equal(members, roots) {
				t.Errorf("%q among %q: cargo has %q, we have %q", pattern, taken, members, roots)
			}
		}
	}
}

// asMembers are the directories that cargo accepts, or why it refuses.
func asMembers(t *testing.T, cargo string, names []string, pattern string) (dirs []string, refused string) {
	t.Helper()
	dir := layOdd(t, names, "", "[workspace]\nresolver = \"2\"\nmembers = ["+quoteAll([]string{pattern})+"]\n")
	var stderr strings.Builder
	cmd := exec.CommandContext(t.Context(), cargo, "metadata", "--no-deps", "--offline", "--format-version", "1")
	cmd.Dir, cmd.Stderr = dir, &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, "refuses: " + stderr.String()
	}
	var metadata struct {
		Packages []struct {
			Path string `json:"manifest_path"` //nolint:tagliatelle // cargo's
		}
	}
	if err := json.Unmarshal(out, &metadata); err != nil {
		t.Fatal(err)
	}
	for _, p := range metadata.Packages {
		dirs = append(dirs, within(t, dir, filepath.Dir(p.Path)))
	}
	slices.Sort(dirs)
	return dirs, ""
}

// asRoots are the directories that roots lead to.
func asRoots(t *testing.T, names []string, pattern string) ([]string, error) {
	t.Helper()
	dir := layOdd(t, names, "[workspace]\n", "[workspace]\n[workspace.metadata.nested_workspace]\nroots = ["+quoteAll([]string{pattern})+"]\n")
	tree, err := nested.Discover(t.Context(), manifest.NewReader(""), dir)
	if err != nil {
		return nil, err
	}
	var dirs []string
	for _, ws := range tree.Nested() {
		dirs = append(dirs, within(t, dir, ws.Dir))
	}
	slices.Sort(dirs)
	return dirs, nil
}

// layOdd creates a package in each directory, and the manifest above them.
func layOdd(t *testing.T, names []string, table, top string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write := func(path, text string) {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, manifest.FileName), top)
	for i, name := range names {
		write(filepath.Join(dir, name, manifest.FileName), table+"[package]\nname = \"p"+string(rune('a'+i))+"\"\nedition = \"2021\"\n[lib]\npath = \"lib.rs\"\n")
		write(filepath.Join(dir, name, "lib.rs"), "")
	}
	return dir
}

func within(t *testing.T, dir, path string) string {
	t.Helper()
	rel, err := filepath.Rel(dir, path)
	if err != nil {
		t.Fatal(err)
	}
	return rel
}
