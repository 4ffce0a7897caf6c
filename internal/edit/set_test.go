package edit_test

import (
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

var settings = []edit.Setting{{Key: "rerun", Value: `"changed"`}, {Key: "lock_policy", Value: `"auto"`}}

// § stands for what is added.
func TestSet(t *testing.T) {
	t.Parallel()
	const head = pkg + "[package.metadata.nested_workspace]\n"
	const both = "lock_policy = \"auto\"\nrerun = \"changed\"\n"
	for name, tt := range map[string]struct{ text, added string }{
		"after the roots":   {head + "roots = [\"a\"] # ours\n§", both},
		"after long roots":  {head + "roots = [\n  \"a\",\n]\n§\n[x]\n", both},
		"without roots":     {head + "§exclude = [\"a\"]\n", both},
		"one is there":      {head + "roots = []\n§rerun = \"always\"\n", "lock_policy = \"auto\"\n"},
		"both are there":    {head + "roots = []\nrerun = \"always\"\nlock_policy = \"auto\"\n", ""},
		"a dotted key":      {"[package]\nname = \"a\"\nmetadata.nested_workspace.roots = []\n§", "metadata.nested_workspace.lock_policy = \"auto\"\nmetadata.nested_workspace.rerun = \"changed\"\n"},
		"an inline table":   {"[package]\nname = \"a\"\nmetadata.nested_workspace = { roots = []§ }\n", `, lock_policy = "auto", rerun = "changed"`},
		"the end of a file": {head + "roots = []§", "\n" + both},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := strings.Replace(tt.text, "§", "", 1)
			got, added, err := edit.Set([]byte(text), edit.Package, settings)
			if want := strings.Replace(tt.text, "§", tt.added, 1); err != nil || string(got) != want {
				t.Errorf("%v, got\n%s, want\n%s", err, got, want)
			}
			if len(added) != strings.Count(tt.added, " = ") {
				t.Errorf("added %v", added)
			}
		})
	}
	if got, _, err := edit.Set([]byte(pkg), edit.Package, settings); err == nil {
		t.Errorf("without a table:\n%s", got)
	}
}

func TestExtend(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, added string }{
		"new":         {"[package]\nname = \"a\"\nversion = \"1.0.0\" # ours\n§\n[lib]\n", "exclude = [\"/x\", \"/y\"]\n"},
		"there":       {"[package]\nexclude = [\n  'z',\n§]\nname = 'a'\n", "  '/x',\n  '/y',\n"},
		"partly":      {"[package]\nname = \"a\"\nexclude = [\"/x\"§]\n", `, "/y"`},
		"all":         {"[package]\nname = \"a\"\nexclude = [\"/y\", \"/x\"]\n", ""},
		"project":     {"[project]\nname = \"a\"\n§", "exclude = [\"/x\", \"/y\"]\n"},
		"end of file": {"[package]\nname = \"a\"§", "\nexclude = [\"/x\", \"/y\"]\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, _, err := edit.Extend([]byte(strings.Replace(tt.text, "§", "", 1)), "exclude", []string{"/x", "/y"})
			if want := strings.Replace(tt.text, "§", tt.added, 1); err != nil || string(got) != want {
				t.Errorf("%v, got\n%s, want\n%s", err, got, want)
			}
		})
	}
	for _, text := range []string{"package = { name = \"a\" }\n", "[package]\nexclude = 1\n", "[workspace]\n"} {
		if got, _, err := edit.Extend([]byte(text), "exclude", []string{"/x"}); err == nil {
			t.Errorf("%q became\n%s", text, got)
		}
	}
}

// § stands for what is removed.
func TestWithoutDependency(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, removed string }{
		"alone in its table":    {pkg + "\n§[lib]\n", "[build-dependencies]\nn = \"1\"\n\n"},
		"alone at the end":      {pkg + "§", "\n[dev-dependencies]\nn = { version = \"1\" } # hooks\n"},
		"among others":          {pkg + "[build-dependencies]\na = \"1\"\n§z = \"1\"\n", "n.workspace = true\n"},
		"first of others":       {pkg + "[build-dependencies]\n§z = \"1\"\n", "n = \"1\"\n"},
		"with a table":          {pkg + "§\n[lib]\n", "\n[build-dependencies.n]\nversion = \"1\"\nfeatures = []\n"},
		"only a dependency":     {pkg + "[dependencies]\nn = \"1\"\n", ""},
		"nothing":               {pkg, ""},
		"the last of two":       {pkg + "[build-dependencies]\na = \"1\"\n§", "n = \"1\""},
		"with windows' endings": {"[package]\r\nname = \"a\"\r\n\r\n[build-dependencies]\r\na = \"1\"\r\n§", "n = \"1\"\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, tables, err := edit.WithoutDependency([]byte(strings.Replace(tt.text, "§", tt.removed, 1)), "n")
			if want := strings.Replace(tt.text, "§", "", 1); err != nil || string(got) != want {
				t.Errorf("%v, got\n%q, want\n%q", err, got, want)
			}
			if (len(tables) == 0) != (tt.removed == "") {
				t.Errorf("tables %q", tables)
			}
		})
	}
	if got, _, err := edit.WithoutDependency([]byte("build-dependencies = { n = \"1\", a = \"1\" }\n"), "n"); err == nil {
		t.Errorf("became %q", got)
	}
}
