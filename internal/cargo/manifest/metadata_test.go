package manifest_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestNested(t *testing.T) {
	t.Parallel()
	const header = "[package.metadata.nested_workspace]\n"
	tests := []struct {
		name, text string
		want       *manifest.Nested
	}{
		{"none", "", nil},
		{"metadata of another type", "metadata = 1", nil},
		{"strings", header + "roots = [\"a\", \"../b/*\"]", &manifest.Nested{
			Roots: []manifest.Root{{Path: "a", Line: 4}, {Path: "../b/*", Line: 4}}, Rerun: "always", LockPolicy: "require-offline",
		}},
		{"tables over several lines", header + "roots = [ # comment\n  \"a\", # another\n  { path = \"b\", dependent = true },\n  {\n    path = 'c',\n  },\n]\nrerun = \"changed\"\nlock_policy = \"auto\"", &manifest.Nested{
			Roots: []manifest.Root{{Path: "a", Line: 5}, {Path: "b", Dependent: true, Line: 6}, {Path: "c", Line: 7}}, Rerun: "changed", LockPolicy: "auto",
		}},
		{"array of tables", "[[package.metadata.nested_workspace.roots]]\npath = \"a\"\n[[package.metadata.nested_workspace.roots]]\npath = \"b\"\ndependent = false", &manifest.Nested{
			Roots: []manifest.Root{{Path: "a", Line: 3}, {Path: "b", Line: 5}}, Rerun: "always", LockPolicy: "require-offline",
		}},
		{"only left out", header + "exclude = [\n  \"fixtures/*\",\n]", &manifest.Nested{
			Exclude: []manifest.Root{{Path: "fixtures/*", Line: 5}}, Rerun: "always", LockPolicy: "require-offline",
		}},
		{"dotted keys", "metadata.nested_workspace.roots = []", &manifest.Nested{Roots: []manifest.Root{}, Rerun: "always", LockPolicy: "require-offline"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			base := tree(t, "Cargo.toml: [package]\nname = \"p\"\n"+test.text)
			m, err := manifest.NewReader("").Load(filepath.Join(base, "Cargo.toml"))
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(m.Package.Nested, test.want) {
				t.Errorf("got  %+v\nwant %+v", m.Package.Nested, test.want)
			}
		})
	}
}

func TestNestedOfVirtualManifest(t *testing.T) {
	t.Parallel()
	base := tree(t, root("[workspace.metadata.nested_workspace]", `roots = ["n"]`))
	m, err := manifest.NewReader("").Load(filepath.Join(base, "Cargo.toml"))
	if err != nil || m.Package != nil || len(m.Workspace.Nested.Roots) != 1 || m.Workspace.Nested.Roots[0].Line != 3 {
		t.Errorf("%+v, %v", m, err)
	}
}

// TestNotMisspelt leaves the tables of other tools alone.
func TestNotMisspelt(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"nested-workspace]\nmembers = []", "workspaces]\nroots = []", "docs.rs]\nroots = []", "rust-nest]\nroots = []"} {
		path := filepath.Join(tree(t, "Cargo.toml: [package]\nname = \"p\"\n[package.metadata."+text), "Cargo.toml")
		if m, err := manifest.NewReader("").Load(path); err != nil || m.Package.Nested != nil {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

func TestNestedErrors(t *testing.T) {
	t.Parallel()
	const key = "package.metadata.nested_workspace"
	tests := []struct {
		name, text    string
		line, column  int
		key, in, hint string
	}{
		{"not a table", "metadata.nested_workspace = []", 3, 1, key, "expected a table, found an array", "write roots"},
		{"dashes in the name", "[package.metadata.nested-workspace]\nroots = []", 3, 2, "package.metadata.nested-workspace", "is no table that cargo-nw reads", "did you mean [package.metadata.nested_workspace]"},
		{"plural", "[workspace.metadata.nested_workspaces]\nroots = []", 3, 2, "workspace.metadata.nested_workspaces", "is no table", "did you mean [workspace.metadata.nested_workspace]"},
		{"roots missing", "[" + key + "]", 3, 2, key, "`roots` is missing", "write roots"},
		{"roots a string", "[" + key + "]\nroots = \"a\"", 4, 1, key + ".roots", "expected an array of strings and tables, found a string", "write roots"},
		{"roots a table", "[" + key + "]\nroots = { a = 1 }", 4, 1, key + ".roots", "found a table", "write roots"},
		{"an integer among roots", "[" + key + "]\nroots = [\"a\",\n 1]", 5, 2, key + ".roots[1]", "expected a string or a table, found an integer", "write roots"},
		{"an array among roots", "[" + key + "]\nroots = [[]]", 4, 1, key + ".roots[0]", "found an array", "write roots"},
		{"unknown key in a root", "[" + key + "]\nroots = [{ path = \"a\", dependant = true }]", 4, 24, key + ".roots[0].dependant", "unknown key `dependant`", "did you mean `dependent`"},
		{"unknown key", "[" + key + "]\nroots = []\nlock-policy = \"auto\"", 5, 1, key + ".lock-policy", "unknown key", "did you mean `lock_policy`"},
		{"unknown key like no other", "[" + key + "]\nroots = []\nxyzzy = 1", 5, 1, key + ".xyzzy", "unknown key", "known keys: roots, exclude, rerun, lock_policy"},
		{"no path", "[" + key + "]\nroots = [{ dependent = true }]", 4, 10, key + ".roots[0]", "`path` is missing", "add path"},
		{"path an integer", "[" + key + "]\nroots = [{ path = 1 }]", 4, 12, key + ".roots[0].path", "expected a string, found an integer", "write path"},
		{"dependent a string", "[" + key + "]\nroots = [{ path = \"a\", dependent = \"true\" }]", 4, 24, key + ".roots[0].dependent", "expected true or false, found a string", "dependent = true"},
		{"empty path", "[" + key + "]\nroots = [\"\"]", 4, 10, key + ".roots[0]", "the path is empty", "write the directory"},
		{"itself", "[" + key + "]\nroots = [{ path = \"a/../.\" }]", 4, 12, key + ".roots[0].path", "`a/../.` is the containing package itself", "write the directory"},
		{"dot", "[" + key + "]\nroots = [\".\"]", 4, 10, key + ".roots[0]", "`.` is the containing package itself", "write the directory"},
		{"dot slash", "[" + key + "]\nroots = [\"./\"]", 4, 10, key + ".roots[0]", "`./` is the containing package itself", "write the directory"},
		{"exclude misspelt", "[" + key + "]\nroots = []\nexcludes = []", 5, 1, key + ".excludes", "unknown key", "did you mean `exclude`"},
		{"exclude a string", "[" + key + "]\nexclude = \"a\"", 4, 1, key + ".exclude", "expected an array of strings, found a string", "write exclude"},
		{"a table in exclude", "[" + key + "]\nexclude = [{ path = \"a\" }]", 4, 12, key + ".exclude[0]", "expected a string, found a table", "write exclude"},
		{"exclude everything", "[" + key + "]\nexclude = [\"./\"]", 4, 12, key + ".exclude[0]", "`./` would leave out everything", "write a directory"},
		{"exclude nothing", "[" + key + "]\nexclude = [\"\"]", 4, 12, key + ".exclude[0]", "the path is empty", "write exclude"},
		{"unknown rerun", "[" + key + "]\nroots = []\nrerun = \"never\"", 5, 1, key + ".rerun", "unknown value `never`", "write \"always\" or \"changed\""},
		{"unknown lock policy", "[" + key + "]\nroots = []\nlock_policy = \"\"", 5, 1, key + ".lock_policy", "unknown value", "write \"require-offline\" or \"auto\""},
		{"lock policy a boolean", "[" + key + "]\nroots = []\nlock_policy = true", 5, 1, key + ".lock_policy", "expected a string, found a boolean", "write \"require-offline\""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(tree(t, "Cargo.toml: [package]\nname = \"p\"\n"+test.text), "Cargo.toml")
			_, err := manifest.NewReader("").Load(path)
			var bad *manifest.Error
			if !errors.As(err, &bad) {
				t.Fatalf("got %v", err)
			}
			if bad.Path != path || bad.Line != test.line || bad.Column != test.column || bad.Key != test.key ||
				!strings.Contains(bad.Message, test.in) || !strings.Contains(bad.Hint, test.hint) {
				t.Errorf("got %d:%d %q %q %q", bad.Line, bad.Column, bad.Key, bad.Message, bad.Hint)
			}
		})
	}
}
