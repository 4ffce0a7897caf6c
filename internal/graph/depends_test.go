package graph_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/graph"
	"github.com/cargo-nw/cargo-nw/nested"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// layText writes files, given as "path: text", into a new directory.
func layText(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range texts {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// pkg is a manifest of a package, with more tables.
func pkg(name string, more ...string) string {
	return fmt.Sprintf("[package]\nname = %q\n%s\n", name, strings.Join(more, "\n"))
}

func discovered(t *testing.T, dir string) (*manifest.Reader, nested.Tree) {
	t.Helper()
	r := manifest.NewReader("")
	tree, err := nested.Discover(t.Context(), r, dir)
	if err != nil {
		t.Fatal(err)
	}
	return r, tree
}

func TestDependencies(t *testing.T) {
	t.Parallel()
	const alone = "[workspace]"
	dir := layText(t, map[string]string{
		"Cargo.toml": pkg("outer", alone, "exclude = [\"free\"]", "[package.metadata.nested_workspace]",
			`roots = ["lib", "normal", "dev", "target", "inherited", "patched", "replaced", "through", "link", "free"]`,
			"[build-dependencies]", `free = { path = "free" }`),
		"lib/Cargo.toml":         "[workspace]\nmembers = [\"member\"]\n",
		"lib/member/Cargo.toml":  pkg("member"),
		"normal/Cargo.toml":      pkg("normal", alone, "[dependencies]", `member = { path = "../lib/member" }`, `free = { path = "../free" }`),
		"dev/Cargo.toml":         pkg("dev", alone, "[dev-dependencies]", `member = { path = "../lib/member" }`),
		"target/Cargo.toml":      pkg("target", alone, "[target.'cfg(windows)'.build-dependencies]", `x = { path = "../lib/member", package = "member" }`),
		"inherited/Cargo.toml":   "[workspace]\nmembers = [\"a\"]\n[workspace.dependencies]\nmember = { path = \"../lib/member\" }\n",
		"inherited/a/Cargo.toml": pkg("a", "[dependencies]", "member.workspace = true"),
		"patched/Cargo.toml":     pkg("patched", alone, "[patch.crates-io]", `member = { path = "../lib/member" }`),
		"replaced/Cargo.toml":    pkg("replaced", alone, "[replace]", `"member:1.0.0" = { path = "../lib/member" }`),
		"through/Cargo.toml":     pkg("through", alone, "[dependencies]", `between = { path = "../between" }`),
		"between/Cargo.toml":     pkg("between", alone, "[dependencies]", `normal = { path = "../normal" }`),
		"link/Cargo.toml":        pkg("link", alone, "[dependencies]", `member = { path = "../elsewhere/member" }`),
		"free/Cargo.toml":        pkg("free", alone, "[dependencies]", `serde = "1"`),
		"elsewhere/keep":         "",
	})
	links.Make(t, filepath.Join(dir, "lib", "member"), filepath.Join(dir, "elsewhere", "member"))
	r, tree := discovered(t, dir)
	depends, err := graph.Dependencies(r, tree)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, list := range depends {
		for _, d := range list {
			rel := func(path string) string {
				name, _ := filepath.Rel(dir, path)
				return filepath.ToSlash(filepath.Dir(name))
			}
			got = append(got, fmt.Sprintf("%s %s: %s → %s", rel(tree.Workspaces[i].Manifest), rel(tree.Workspaces[d.On].Manifest), rel(d.From), rel(d.To)))
		}
	}
	want := []string{
		". free: . → free",
		"normal free: normal → free",
		"normal lib: normal → lib/member",
		"dev lib: dev → lib/member",
		"target lib: target → lib/member",
		"inherited lib: inherited/a → lib/member",
		"patched lib: patched → lib/member",
		"replaced lib: replaced → lib/member",
		"through normal: between → normal",
		"link lib: link → elsewhere/member",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
