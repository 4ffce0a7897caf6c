package manifest_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// tree writes files below a new directory, given as "path: contents" with the
// path up to the first colon, and returns the directory. A path that ends in a
// slash is an empty directory, "a -> b" a link.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name, text, _ := strings.Cut(file, ": ")
		link, target, isLink := strings.Cut(name, " -> ")
		path := filepath.Join(base, link)
		err := os.MkdirAll(filepath.Dir(path), 0o750)
		switch {
		case err != nil:
		case isLink:
			links.Make(t, target, path)
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(path, 0o750)
		default:
			err = os.WriteFile(path, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return base
}

func pkg(name string, more ...string) string {
	return name + "/Cargo.toml: [package]\nname = \"" + filepath.Base(name) + "\"\n" + strings.Join(more, "\n") + "\n"
}

func root(more ...string) string {
	return "Cargo.toml: [workspace]\n" + strings.Join(more, "\n") + "\n"
}

// members says what Workspace finds from start: directories relative to base
// in order, the first the root, or the error.
func members(t *testing.T, base, start string) string {
	t.Helper()
	w, err := manifest.NewReader("").Workspace(filepath.Join(base, start, "Cargo.toml"))
	if err != nil {
		if _, ok := errors.AsType[*manifest.Error](err); !ok {
			t.Errorf("not a *manifest.Error: %v", err)
		}
		return "error: " + strings.ReplaceAll(err.Error(), filepath.ToSlash(base)+"/", "")
	}
	rel := func(path string) string {
		out, err := filepath.Rel(base, filepath.Dir(path))
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(out)
	}
	out := []string{rel(w.Root) + ":"}
	for _, m := range w.Members {
		out = append(out, rel(m.Path))
	}
	return strings.Join(out, " ")
}

func TestWorkspace(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files []string
		start string
		want  string // up to the end, or a part of an error
	}{
		{"package alone is its own root", []string{pkg("a")}, "a", "a: a"},
		{"members in the order written", []string{root(`members = ["b", "a"]`), pkg("a"), pkg("b")}, "a", ".: b a"},
		{"glob members in alphabetical order", []string{root(`members = ["*"]`), pkg("b"), pkg("a"), pkg("a-b")}, ".", ".: a a-b b"},
		{"star matches hidden directories", []string{root(`members = ["*"]`), pkg(".h"), pkg("a")}, ".", ".: .h a"},
		{"file hit is dropped", []string{root(`members = ["c/*"]`), pkg("c/a"), "c/README: x"}, ".", ".: c/a"},
		{"glob hit without Cargo.toml is an error", []string{root(`members = ["*"]`), pkg("a"), "b/"}, ".", "error: Cargo.toml: workspace.members: there is no Cargo.toml in"},
		{"excluded glob hit is dropped", []string{root(`members = ["*"]`, `exclude = ["b"]`), pkg("a"), "b/"}, ".", ".: a"},
		{"empty glob stands for itself", []string{root(`members = ["x*"]`)}, ".", "error: Cargo.toml: workspace.members: there is no Cargo.toml in"},
		{"double star is below, not the base", []string{root(`members = ["d/**"]`), pkg("d/a"), pkg("d/a/b")}, ".", ".: d/a d/a/b"},
		{"double star matches no directory in the middle", []string{root(`members = ["**/a"]`), pkg("a"), pkg("b/a", "")}, ".", "error: Cargo.toml: two packages named `a`"},
		{"double star follows links", []string{root(`members = ["d/**"]`), pkg("x/a"), "d/l -> ../x/a"}, ".", ".: d/l"},
		{"link cycle ends", []string{root(`members = ["d/**/a"]`), pkg("d/a"), "d/l -> ../d"}, ".", "error: Cargo.toml: two packages named `a`"},
		{"excluded link cycle ends", []string{root(`members = ["d/**/a"]`, `exclude = ["d/l"]`), pkg("d/a"), "d/l -> ../d"}, ".", ".: d/a"},
		{"braces are literal", []string{root(`members = ["{a,b}"]`), pkg("{a,b}"), pkg("a")}, ".", ".: {a,b}"},
		{"unclosed bracket", []string{root(`members = ["[a"]`)}, ".", "error: Cargo.toml: workspace.members: pattern `[a`"},
		{"double star within a name", []string{root(`members = ["a**"]`)}, ".", "must form a single path component"},
		{"literal member beside exclude", []string{root(`members = ["a"]`, `exclude = ["a"]`), pkg("a"), pkg("a/b")}, "a", ".: a"},
		{"literal member cancels exclude below it", []string{root(`members = ["a"]`, `exclude = ["a"]`), pkg("a", `[dependencies]`, `b = { path = "b" }`), pkg("a/b")}, ".", ".: a a/b"},
		{"glob member does not cancel exclude", []string{root(`members = ["*"]`, `exclude = ["a"]`), pkg("a"), pkg("b")}, ".", ".: b"},
		{"exclude is a prefix by component", []string{root(`members = ["ab"]`, `exclude = ["a"]`), pkg("ab")}, ".", ".: ab"},
		{"exclude knows no globs", []string{root(`members = ["*"]`, `exclude = ["a*"]`), pkg("a")}, ".", ".: a"},
		{"exclude with dots and slashes", []string{root(`members = ["*"]`, `exclude = ["./a//"]`), pkg("a"), pkg("b")}, ".", ".: b"},
		{"exclude with parent does not exclude", []string{root(`members = ["*"]`, `exclude = ["b/../a"]`), pkg("a"), pkg("b")}, ".", ".: a b"},
		{"excluded package is its own root", []string{root(`exclude = ["a"]`), pkg("a")}, "a", "a: a"},
		{"package below an excluded one does not join it", []string{root(`exclude = ["a"]`), pkg("a"), pkg("a/b")}, "a/b", "a/b: a/b"},
		{"root that excludes itself", []string{root(`exclude = ["."]`), pkg("a", `workspace = ".."`)}, "a", "not configured with [workspace]"},
		{"plain package on the way is passed over", []string{root(`members = ["a/b"]`), pkg("a"), pkg("a/b")}, "a/b", ".: a/b"},
		{"target/package ends the search", []string{root(), pkg("target/package/a")}, "target/package/a", "target/package/a: target/package/a"},
		{"pointer", []string{pkg("r", `[workspace]`, `members = ["../a"]`), pkg("a", `workspace = "../r"`)}, "a", "r: a r"},
		{"pointer on the way", []string{pkg("r", `[workspace]`, `members = ["../a/b"]`), pkg("a", `workspace = "../r"`), pkg("a/b")}, "a/b", "r: a/b r"},
		{"pointer to nothing", []string{pkg("a", `workspace = "../r"`)}, "a", "error: a/Cargo.toml: package.workspace: there is no Cargo.toml in"},
		{"pointer to a plain package", []string{pkg("r"), pkg("a", `workspace = "../r"`)}, "a", "error: r/Cargo.toml: root of a workspace inferred but wasn't a root"},
		{"pointer and table", []string{pkg("a", `workspace = ".."`, `[workspace]`)}, "a", "error: a/Cargo.toml:3:1: package.workspace: cannot configure both"},
		{"unknown to its root", []string{root(), pkg("a")}, "a", "error: a/Cargo.toml: current package believes it's in a workspace when it's not"},
		{"nested root among members", []string{root(`members = ["a"]`), pkg("a", `[workspace]`)}, ".", "multiple workspace roots found in the same workspace"},
		{"nested root not among members", []string{root(`members = ["b"]`), pkg("a", `[workspace]`), pkg("b")}, ".", ".: b"},
		{"nested root that cargo does not read on its way", []string{root(`members = ["r/a"]`), pkg("r", `[workspace]`), pkg("r/a")}, ".", ".: r/a"},
		{"the same from below", []string{root(`members = ["r/a"]`), pkg("r", `[workspace]`), pkg("r/a")}, "r/a", "error: r/a/Cargo.toml: current package believes"},
		{"member of another workspace", []string{root(`members = ["a"]`), pkg("r", `[workspace]`), pkg("a", `workspace = "../r"`)}, ".", "error: a/Cargo.toml: package is a member of the wrong workspace"},
		{"member outside without pointer", []string{"r/" + root(`members = ["../a"]`), pkg("a")}, "r", "error: a/Cargo.toml: workspace member is not hierarchically below"},
		{"two packages of one name", []string{root(`members = ["a", "b/a"]`), pkg("a"), pkg("b/a")}, ".", "two packages named `a`"},
		{"default-members", []string{root(`members = ["a"]`, `default-members = ["b"]`), pkg("a"), pkg("b")}, ".", "error: Cargo.toml: workspace.default-members: `"},
		{"default-members from a member do not count", []string{root(`members = ["a"]`, `default-members = ["b"]`), pkg("a"), pkg("b")}, "a", ".: a"},
		{"excluded default member in the members list", []string{root(`members = ["*"]`, `exclude = ["b"]`, `default-members = ["a", "b"]`), pkg("a"), pkg("b")}, ".", ".: a"},
		{"neither package nor workspace", []string{"Cargo.toml: [profile.dev]\n"}, ".", "error: Cargo.toml: manifest is missing either a `[package]` or a `[workspace]`"},
		{"virtual manifest with dependencies", []string{root("[dependencies]")}, ".", "error: Cargo.toml:2:2: dependencies: is not allowed in a virtual manifest"},
		{"project in place of package", []string{"a/Cargo.toml: [project]\nname = \"a\"\n"}, "a", "a: a"},
		{"project in edition 2024", []string{"a/Cargo.toml: [project]\nname = \"a\"\nedition = \"2024\"\n"}, "a", "`[project]` is not supported as of the 2024 edition"},
		{"names are case sensitive", []string{"a/Cargo.toml: [Package]\nname = \"a\"\n"}, "a", "missing either"},
		{"byte order mark and CRLF", []string{"a/Cargo.toml: \ufeff[package]\r\nname = \"a\"\r\n"}, "a", "a: a"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := members(t, tree(t, test.files...), test.start)
			if got != test.want && (!strings.HasPrefix(got, "error: ") || !strings.Contains(got, test.want)) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestImplicitMembers(t *testing.T) {
	t.Parallel()
	const b = `b = { path = "../b" }`
	tests := []struct{ name, dependency, want string }{
		{"normal", "[dependencies]\n" + b, ".: a b"},
		{"development", "[dev-dependencies]\n" + b, ".: a b"},
		{"build", "[build-dependencies]\n" + b, ".: a b"},
		{"underscore", "[dev_dependencies]\n" + b, ".: a b"},
		{"underscore beside hyphen is ignored", "[dev_dependencies]\n" + b + "\n[dev-dependencies]\nc = \"1\"", ".: a"},
		{"underscore in edition 2024", "edition = \"2024\"\n[build_dependencies]\n" + b, "unsupported as of the 2024 edition"},
		{"optional", "[dependencies]\nb = { path = \"../b\", optional = true }", ".: a b"},
		{"per target", "[target.'cfg(windows)'.dependencies]\n" + b, ".: a b"},
		{"renamed", "[dependencies]\nz = { path = \"../b\", package = \"b\" }", ".: a b"},
		{"by name, not as written", "[dependencies]\nc = { path = \"../c\" }\n" + b, ".: a b c"},
		{"development before build", "[build-dependencies]\n" + b + "\n[dev-dependencies]\nc = { path = \"../c\" }", ".: a c b"},
		{"build before development in a target", "[target.x.build-dependencies]\n" + b + "\n[target.x.dev-dependencies]\nc = { path = \"../c\" }", ".: a b c"},
		{"from the workspace", "[dependencies]\nb.workspace = true", ".: a b"},
		{"unknown to the workspace", "[dependencies]\nd.workspace = true", "`d` was not found in `workspace.dependencies`"},
		{"version from the workspace", "version.workspace = true", ".: a"},
		{"license that the workspace lacks", "license.workspace = true", "`workspace.package.license` was not defined"},
		{"lints that the workspace lacks", "[lints]\nworkspace = true", "`workspace.lints` was not defined"},
		{"workspace = false", "[dependencies]\nb.workspace = false", "`workspace` cannot be false"},
		{"with a root of its own", "[dependencies]\nr = { path = \"../r\" }", "multiple workspace roots"},
		{"excluded", "[dependencies]\nx = { path = \"../x\" }", ".: a"},
		{"excluded and missing", "[dependencies]\nx = { path = \"../x/y\" }", ".: a"},
		{"missing", "[dependencies]\ny = { path = \"../y\" }", "error: a/Cargo.toml: the path of dependency y: there is no Cargo.toml in"},
		{"neither path nor version", "[dependencies]\nb = {}", "specified without"},
		{"path and git", "[dependencies]\nb = { path = \"../b\", git = \"https://x\" }", "only one of `git` or `path` is allowed"},
		{"two sources of one name", "[dependencies]\n" + b + "\n[dev-dependencies]\nb = \"1\"", "different source"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			base := tree(
				t, root(`members = ["a"]`, `exclude = ["x"]`, `[workspace.dependencies]`, `b = { path = "b" }`, `[workspace.package]`, `version = "1.0.0"`),
				pkg("a", test.dependency), pkg("b"), pkg("c"), pkg("r", "[workspace]"), pkg("x"),
			)
			if got := members(t, base, "a"); got != test.want && (!strings.HasPrefix(got, "error: ") || !strings.Contains(got, test.want)) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestInheritanceInACircle(t *testing.T) {
	t.Parallel()
	base := tree(t, pkg("a", `workspace = "../b"`, `version.workspace = true`), pkg("b", `workspace = "../a"`, `version.workspace = true`))
	if got := members(t, base, "a"); !strings.Contains(got, "inherits in a cycle") {
		t.Error(got)
	}
}

func TestRoot(t *testing.T) {
	t.Parallel()
	base := tree(t, root(`exclude = ["x"]`), pkg("a"), pkg("x"), pkg("r", "[workspace]"), pkg("r/b"), pkg("home/registry/c"), pkg("home/d"))
	r := manifest.NewReader(filepath.Join(base, "home"))
	for start, want := range map[string]string{
		".": ".", "a": ".", "x": "x", "r": "r", "r/b": "r",
		"home/registry/c": "home/registry/c", // the search does not leave CARGO_HOME
		"home/d":          "home/d",
	} {
		got, err := r.Root(filepath.Join(base, start, "Cargo.toml"))
		if path := filepath.Join(base, want, "Cargo.toml"); err != nil || got != path {
			t.Errorf("Root(%s) = %s, %v, want %s", start, got, err, want)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	base := tree(t, pkg("a"), "a/src/x/")
	if got, err := manifest.Find(filepath.Join(base, "a/src/x")); err != nil || got != filepath.Join(base, "a/Cargo.toml") {
		t.Error(got, err)
	}
	_, err := manifest.Find(base)
	if want := "could not find `Cargo.toml` in `" + filepath.ToSlash(base) + "` or any parent directory"; !errors.Is(err, manifest.ErrNotFound) || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}
