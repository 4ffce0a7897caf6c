package nested_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/nested"
)

// below looks at the manifests in the order of their names, which is also that
// of internal/repo in these trees, and writes each workspace as "depth path".
func below(t *testing.T, dir, start string, manifests ...string) (text string, tree nested.Tree) {
	t.Helper()
	for i, path := range manifests {
		manifests[i] = filepath.Join(dir, path, manifest.FileName)
	}
	tree, err := nested.DiscoverBelow(t.Context(), manifest.NewReader(""), filepath.Join(dir, start), manifests)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, ws := range tree.Workspaces {
		line := fmt.Sprintf("%d %s", ws.Depth, paths.Shown(dir, ws.Dir))
		if ws.Problem != nil {
			line += " !"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, ", "), tree
}

// TestDiscoverBelowHint checks that a hint to type runs nothing that is in a
// path.
func TestDiscoverBelowHint(t *testing.T) {
	t.Parallel()
	dir := lay(t, "$(touch pwned)/w!", "$(touch pwned)/w/p/a")
	_, tree := below(t, dir, "$(touch pwned)/w/p", "$(touch pwned)/w/p/a")
	if len(tree.Warnings) != 1 {
		t.Fatalf("warnings %+v", tree.Warnings)
	}
	root := filepath.ToSlash(filepath.Join(dir, "$(touch pwned)", "w", manifest.FileName))
	if want := "--manifest-path '" + root + "' …"; !strings.HasSuffix(tree.Warnings[0].Hint, want) {
		t.Errorf("hint %s, want %s", tree.Warnings[0].Hint, want)
	}
}

func TestDiscoverBelow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		lines     []string
		start     string
		manifests []string
		want      string
		warnings  []string
	}{
		{"nothing", nil, ".", nil, "", nil},
		{"no first one", []string{"w/a!", "w/b/c!", "w/b!", "w/b/d/e!"}, "w", []string{"w/a", "w/b", "w/b/c", "w/b/d/e"}, "1 w/a, 1 w/b, 2 w/b/c, 2 w/b/d/e", nil},
		{"a first one", []string{"w!", "w/b/c!", "w/b!"}, "w", []string{"w", "w/b", "w/b/c"}, "0 w, 1 w/b, 2 w/b/c", nil},
		{"the first one is no member above", []string{"w!", "w/m", "w/m/x!"}, "w/m", []string{"w/m", "w/m/x"}, "0 w !, 1 w/m/x", nil},
		{"packages of a workspace above", []string{"w!", "w/p/a", "w/p/b", "w/p/x!"}, "w/p", []string{"w/p/a", "w/p/b", "w/p/x"}, "1 w/p/x", []string{"w/Cargo.toml: is above the start directory, so nothing runs in its packages here: `a`, `b`"}},
		{"strays", []string{"w!", "w/a", "w/b", "w/c", "w/d", "w/e"}, "w", []string{"w", "w/a", "w/b", "w/c", "w/d", "w/e"}, "0 w", []string{"w/Cargo.toml: nothing runs in packages below it that are not members: `a`, `b`, `c`, 2 more"}},
		{"a broken one and what is below it", []string{"w/a!", "w/bad/x", "w/bad/y!"}, "w", []string{"w/a", "w/bad", "w/bad/x", "w/bad/y"}, "1 w/a, 1 w/bad !, 2 w/bad/y", nil},
		{"a broken first one", []string{"bad/x!"}, "bad", []string{"bad", "bad/x"}, "0 bad !, 1 bad/x", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, tt.lines...)
			for _, bad := range tt.manifests {
				path := filepath.Join(dir, bad)
				if filepath.Base(bad) != "bad" {
					continue
				}
				if err := os.MkdirAll(path, 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(path, manifest.FileName), []byte("[package"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, tree := below(t, dir, tt.start, tt.manifests...)
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if len(tree.Warnings) != len(tt.warnings) {
				t.Fatalf("warnings %+v", tree.Warnings)
			}
			for i, w := range tree.Warnings {
				if text := paths.Shown(dir, w.Path) + ": " + w.Message; !strings.HasPrefix(text, tt.warnings[i]) {
					t.Errorf("warning %q, want %q", text, tt.warnings[i])
				}
			}
		})
	}
}
