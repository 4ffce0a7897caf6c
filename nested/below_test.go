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

func TestDiscoverBelow(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		lines     []string
		start     string
		manifests []string
		want      string
		strays    string
		warnings  []string
	}{
		{"nothing", nil, ".", nil, "", "", nil},
		{"no first one", []string{"w/a!", "w/b/c!", "w/b!", "w/b/d/e!"}, "w", []string{"w/a", "w/b", "w/b/c", "w/b/d/e"}, "1 w/a, 1 w/b, 2 w/b/c, 2 w/b/d/e", "", nil},
		{"a first one", []string{"w!", "w/b/c!", "w/b!"}, "w", []string{"w", "w/b", "w/b/c"}, "0 w, 1 w/b, 2 w/b/c", "", nil},
		{"the first one is no member above", []string{"w!", "w/m", "w/m/x!"}, "w/m", []string{"w/m", "w/m/x"}, "0 w !, 1 w/m/x", "", nil},
		{"packages of a workspace above", []string{"w!", "w/p/a", "w/p/b", "w/p/x!"}, "w/p", []string{"w/p/a", "w/p/b", "w/p/x"}, "1 w/p/x", "w/p/a of w, w/p/b of w", nil},
		{"strays", []string{"w!", "w/a", "w/b"}, "w", []string{"w", "w/a", "w/b"}, "0 w", "w/a of w, w/b of w", nil},
		{"a template", []string{"w!", "w/{{name}}"}, "w", []string{"w", "w/{{name}}"}, "0 w", "", nil},
		{"left out", []string{"w!: but a b/*", "w/a!", "w/a/x!", "w/b/c!", "w/b!", "w/b/bad/y"}, "w", []string{"w", "w/a", "w/b", "w/a/x", "w/b/bad", "w/b/c"}, "0 w, 1 w/b", "", nil},
		{"left out by a nested one", []string{"w!", "w/a!: but x", "w/a/x!", "w/a/y!"}, "w", []string{"w", "w/a", "w/a/x", "w/a/y"}, "0 w, 1 w/a, 2 w/a/y", "", nil},
		{"strays left out", []string{"w!: but a", "w/a", "w/b"}, "w", []string{"w", "w/a", "w/b"}, "0 w", "w/b of w", nil},
		{"nothing left out", []string{"w!: but no no*"}, "w", []string{"w"}, "0 w", "", []string{
			"w/Cargo.toml: package.metadata.nested_workspace.exclude: `no` leaves out nothing: it does not exist",
			"w/Cargo.toml: package.metadata.nested_workspace.exclude: `no*` leaves out nothing: it matches no directory",
		}},
		{"a broken one and what is below it", []string{"w/a!", "w/bad/x", "w/bad/y!"}, "w", []string{"w/a", "w/bad", "w/bad/x", "w/bad/y"}, "1 w/a, 1 w/bad !, 2 w/bad/y", "", nil},
		{"a broken first one", []string{"bad/x!"}, "bad", []string{"bad", "bad/x"}, "0 bad !, 1 bad/x", "", nil},
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
			var strays []string
			for _, s := range tree.Strays {
				strays = append(strays, paths.Shown(dir, filepath.Dir(s.Manifest))+" of "+paths.Shown(dir, filepath.Dir(s.Root)))
			}
			if text := strings.Join(strays, ", "); text != tt.strays {
				t.Errorf("strays %q, want %q", text, tt.strays)
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

// TestDiscoverBelowClaimed has a package that one workspace lists, and that is
// below another one which neither lists nor excludes it: cargo in the first
// workspace runs it, cargo in the package itself fails.
func TestDiscoverBelowClaimed(t *testing.T) {
	t.Parallel()
	dir := lay(t, "w", "w/user!", "w/user/p")
	for path, text := range map[string]string{
		"w":        "[workspace]\nmembers = [\"user/p\"]\nexclude = [\"user\"]\n[workspace.dependencies]\nx = \"1\"\n",
		"w/user/p": "[package]\nname = \"p\"\n[dependencies]\nx.workspace = true\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, path, manifest.FileName), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	got, tree := below(t, dir, "w", "w", "w/user", "w/user/p")
	if want := "0 w, 1 w/user"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if len(tree.Warnings) != 1 || !strings.Contains(tree.Warnings[0].Hint, "add `p` to workspace.exclude in") {
		t.Errorf("warnings %+v", tree.Warnings)
	}
}
