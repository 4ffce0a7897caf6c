package edit_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

const pkg = "[package]\nname = \"a\"\n"

func roots(paths ...string) []edit.Root {
	list := make([]edit.Root, len(paths))
	for i, text := range paths {
		path, dependent := strings.CutSuffix(text, "!")
		list[i] = edit.Root{Path: path, Dependent: dependent}
	}
	return list
}

// In these tables, § stands for what is added.
func TestRootsOfAnArray(t *testing.T) {
	t.Parallel()
	const head = pkg + "[package.metadata.nested_workspace]\n"
	tests := []struct{ name, text, added string }{
		{"empty", head + "roots = [§]\n", `"x", "y"`},
		{"empty with a blank", head + "roots = [§ ]\n", ` "x", "y"`},
		{"one line", head + "roots = [\"a\"§]\n", `, "x", "y"`},
		{"one line, blanks", head + "roots = [ \"a\"§ ] # why\n", `, "x", "y"`},
		{"one line, comma", head + "roots = [\"a\",§ ]\n", ` "x", "y",`},
		{"one line, tables", head + "roots = [{ path = \"a,]\", dependent = true }§]\n", `, "x", "y"`},
		{"one line, settings", head + "roots = [{ path = \"a\", args = [\"--target\", \"x]\"], env = { A = \"{\" }, variants = [{ name = \"v\", args = [\"--lib\"] }, { name = \"w\" }] }§]\n", `, "x", "y"`},
		{"lines, settings", head + "roots = [\n    { path = \"a\", args = [\"--lib\"], variants = [\n        { name = \"v\" }, # ]\n        { name = \"w\", env = { A = \"]\" } },\n    ] },\n§]\n[package.metadata.nested_workspace.defaults]\njobs = 4\n", "    \"x\",\n    \"y\",\n"},
		{"single quotes", head + "roots = ['a'§]\n", `, 'x', 'y'`},
		{"lines", head + "roots = [\n  \"a\",\n  \"b\", # why\n§]\nrerun = \"changed\"\n", "  \"x\",\n  \"y\",\n"},
		{"lines, a comment last", head + "roots = [\n\t\"a\",\n\t# \"b\",\n§]\n", "\t\"x\",\n\t\"y\",\n"},
		{"lines, indented bracket", head + "roots = [\n    \"a\",\n§    ]\n", "    \"x\",\n    \"y\",\n"},
		{"lines, windows", "[package]\r\nname = \"a\"\r\n[package.metadata.nested_workspace]\r\nroots = [\r\n  \"a\",\r\n§]\r\n", "  \"x\",\r\n  \"y\",\r\n"},
		{"lines, bracket behind the last", head + "roots = [\"a\",\n  \"b\"§]\n", ",\n  \"x\",\n  \"y\""},
		{"lines, nothing in them", head + "roots = [\n§]\n", "    \"x\",\n    \"y\",\n"},
		{"lines, a comment in them", head + "roots = [ # none\n  # yet\n§]\n", "    \"x\",\n    \"y\",\n"},
		{"lines, elements side by side", head + "roots = [\n  \"a\", \"b\",\n§]\n", "  \"x\",\n  \"y\",\n"},
		{"brackets and quotes in strings", head + "roots = [\n  \"]#\\\"\", ''']\n''', \"\"\"\"],\"\"\"\"\",\n§]\n", "  \"x\",\n  \"y\",\n"},
		{"dotted key", "[package]\nname = \"a\"\nmetadata.nested_workspace.roots = [\"a\"§]\n", `, "x", "y"`},
		{"dotted key in a table", pkg + "[package.metadata]\nnested_workspace . \"roots\" =[§]\n", `"x", "y"`},
		{"inline table", "[package]\nname = \"a\"\nmetadata = { nested_workspace = { rerun = \"always\", roots = [\"a\"§] } }\n", `, "x", "y"`},
		{"inline from the top", "package = { name = \"a\", metadata.nested_workspace = { roots = [§] } }\n", `"x", "y"`},
		{"top", "package.name = \"a\"\npackage.metadata.nested_workspace.roots = [\"a\"§]\n", `, "x", "y"`},
		{"project", "[project]\nname = \"a\"\n[project.metadata.nested_workspace]\nroots = [\"a\"§]\n", `, "x", "y"`},
		{"byte order mark", "\ufeff" + head + "roots = [\"a\"§]\n", `, "x", "y"`},
		{"among others", pkg + "[[bin]]\nname = \"roots\"\n[package.metadata]\nroots = [1]\n[package.metadata.nested_workspace]\nroots = [\"a\"§]\n[x]\nroots=[nan]\n", `, "x", "y"`},
		{"no line end", head + "roots = [\"a\"§]", `, "x", "y"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			check(t, edit.Package, tt.text, tt.added, roots("x", "y"))
		})
	}
}

func check(t *testing.T, owner edit.Owner, text, added string, list []edit.Root) {
	t.Helper()
	got, err := edit.Roots([]byte(strings.Replace(text, "§", "", 1)), owner, list)
	if err != nil {
		t.Fatalf("%v", err)
	}
	if want := strings.Replace(text, "§", added, 1); string(got) != want {
		t.Errorf("got\n%q, want\n%q", got, want)
	}
}

// Commas that are missing are the only thing that is added elsewhere.
func TestRootsMissingComma(t *testing.T) {
	t.Parallel()
	text := pkg + "[package.metadata.nested_workspace]\nroots = [\n  \"a\" # why\n  # then\n]\n"
	got, err := edit.Roots([]byte(text), edit.Package, roots("x", "y!"))
	want := pkg + "[package.metadata.nested_workspace]\nroots = [\n  \"a\", # why\n  # then\n  \"x\",\n  { path = \"y\", dependent = true }\n]\n"
	if err != nil || string(got) != want {
		t.Errorf("got\n%s%v", got, err)
	}
}

func TestRootsNewTable(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("l", 60)
	tests := []struct {
		name, text, added string
		owner             edit.Owner
		roots             []edit.Root
	}{
		{"package", pkg + "§", "\n[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"behind other tables", pkg + "\n[dependencies]\n# none\n§", "\n[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"behind an empty line", pkg + "\n§", "[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"no line end", "[package]\nname = \"a\"§", "\n\n[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"windows", "[package]\r\nname = \"a\"\r\n§", "\r\n[package.metadata.nested_workspace]\r\nroots = [\"x\"]\r\n", edit.Package, roots("x")},
		{"virtual", "[workspace]\nmembers = []\n§", "\n[workspace.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Workspace, roots("x")},
		{"project", "[project]\nname = \"a\"\n§", "\n[project.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"beside a dotted key", "[package]\nname = \"a\"\nmetadata.docs.rs.all = true\n§", "\n[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"beside another", pkg + "[package.metadata.docs.rs]\nall-features = true\n§", "\n[package.metadata.nested_workspace]\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"long", pkg + "§", "\n[package.metadata.nested_workspace]\nroots = [\n    \"" + long + "\",\n    { path = \"" + long + "\", dependent = true },\n]\n", edit.Package, roots(long, long+"!")},
		{"table without roots", pkg + "[package.metadata.nested_workspace]\n§exclude = [\"a\"]\n", "roots = [\"x\"]\n", edit.Package, roots("x")},
		{"table without anything", pkg + "[package.metadata.nested_workspace] # ours§", "\nroots = [\"x\"]\n", edit.Package, roots("x")},
		{"strange names", pkg + "§", "\n[package.metadata.nested_workspace]\nroots = [\"a\\\"b\\\\c\\u0009\", \"é*\"]\n", edit.Package, roots("a\"b\\c\t", "é*")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			check(t, tt.owner, tt.text, tt.added, tt.roots)
		})
	}
}

func TestRootsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text, add string
		line            int
	}{
		{"inline metadata", "[package]\nname = \"a\"\nmetadata = { docs = 1 }\n", `nested_workspace = { roots = ["x"] }`, 3},
		{"inline package", "\npackage = { name = \"a\" }\n", `metadata = { nested_workspace = { roots = ["x"] } }`, 2},
		{"inline table without roots", pkg + "metadata.nested_workspace = { rerun = \"changed\" }\n", `roots = ["x"]`, 3},
		{"roots of another type", pkg + "[package.metadata.nested_workspace]\nroots = \"x\"\n", `"x"`, 4},
		{"metadata of another type", pkg + "metadata = 1\n", `nested_workspace = { roots = ["x"] }`, 3},
		{"no TOML", "[package\n", "[package.metadata.nested_workspace]\nroots = [\"x\"]\n", 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := edit.Roots([]byte(tt.text), edit.Package, roots("x"))
			var refused *edit.RefusedError
			if !errors.As(err, &refused) {
				t.Fatalf("got %v, %q", err, got)
			}
			if refused.Add != tt.add || refused.Line != tt.line || refused.Why == "" {
				t.Errorf("got %+v", refused)
			}
		})
	}
}
