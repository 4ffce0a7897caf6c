package nested_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/nested"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// TestMisplaced changes what was found and asks again.
func TestMisplaced(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		change  func(t *testing.T, dir string)
		run     string // the workspace's directory
		want    string // a part of the reason, "" if it runs
		startIn string
	}{
		{"nothing", func(*testing.T, string) {}, "a", "", "."},
		{"directory gone", remove("a"), "a", "its directory no longer exists", "."},
		{"manifest gone", remove("a/Cargo.toml"), "a", "its Cargo.toml no longer exists", "."},
		{"manifest of the first one gone", remove("Cargo.toml"), ".", "its Cargo.toml no longer exists", "."},
		{"became a link", func(t *testing.T, dir string) {
			t.Helper()
			remove("a")(t, dir)
			links.Make(t, "b", filepath.Join(dir, "a"))
		}, "a", "its directory now leads to ", "."},
		{"made anew", func(t *testing.T, dir string) {
			t.Helper()
			remove("a")(t, dir)
			rewrite("a", "[package]\nname = \"ax\"\n[workspace]\n")(t, dir)
		}, "a", "", "."},
		{"manifest edited", rewrite("a", "[package]\nname = \"other\"\n[workspace]\n"), "a", "", "."},
		{"manifest broken, as cargo will say", rewrite("a", "[package"), "a", "", "."},
		{"no root any more", rewrite("a", "[package]\nname = \"ax\"\n"), "a", "it now belongs to the workspace of ", "."},
		{"package gone below the first one", remove("m/Cargo.toml"), ".", "", "m"},
		{"first one below its root", func(*testing.T, string) {}, ".", "", "m"},
		{"another one at the start", rewrite("m", "[package]\nname = \"mx\"\n[workspace]\n"), ".", "it now belongs to the workspace of ", "m"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := lay(t, ".!: a b", "a!", "b!", "m!")
			rewrite(".", "[package]\nname = \"x\"\n[workspace]\nmembers = [\"m\"]\n[package.metadata.nested_workspace]\nroots = [\"a\", \"b\"]\n")(t, dir)
			rewrite("m", "[package]\nname = \"mx\"\n")(t, dir)
			tree, err := nested.Discover(t.Context(), manifest.NewReader(""), filepath.Join(dir, c.startIn))
			if err != nil {
				t.Fatal(err)
			}
			for _, ws := range tree.Workspaces {
				if ws.Dir != filepath.Join(dir, c.run) {
					continue
				}
				spec := nested.Spec{Dir: tree.RunDir(ws), Site: tree.Site(ws, "")}
				c.change(t, dir)
				err := spec.Misplaced()
				if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
					t.Errorf("got %v, want %q", err, c.want)
				}
				return
			}
			t.Errorf("no workspace %s in %+v", c.run, tree.Workspaces)
		})
	}
}

func remove(path string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.RemoveAll(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
}

func rewrite(path, text string) func(*testing.T, string) {
	return func(t *testing.T, dir string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Join(dir, path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, path, "Cargo.toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
