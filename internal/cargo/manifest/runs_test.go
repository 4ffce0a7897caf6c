package manifest_test

import (
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestRuns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, entry string
		want        []manifest.Run
	}{
		{"none", `{ path = "a", dependent = true }`, nil},
		{"empty", `{ path = "a", args = [], env = {} }`, nil},
		{"one run", `{ path = "a", args = ["--target", "x"], toolchain = "nightly", env = { B = "2", A = "1=1" } }`, []manifest.Run{
			{Args: []string{"--target", "x"}, Toolchain: "nightly", Env: []string{"A=1=1", "B=2"}, Line: 4},
		}},
		{"variants", "{\n path = \"a\", args = [\"--lib\"], toolchain = \"nightly\", env = { A = \"1\", AB = \"2\" }, variants = [\n{ name = \"debug\" },\n{ name = \"rel.1\", args = [\"--release\"], toolchain = \"stable\", env = { A = \"3\" } },\n]}", []manifest.Run{
			{Name: "debug", Args: []string{"--lib"}, Toolchain: "nightly", Env: []string{"A=1", "AB=2"}, Line: 6},
			{Name: "rel.1", Args: []string{"--lib", "--release"}, Toolchain: "stable", Env: []string{"A=3", "AB=2"}, Line: 7},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			base := tree(t, "Cargo.toml: [package]\nname = \"p\"\n[package.metadata.nested_workspace]\nroots = ["+tt.entry+"]")
			m, err := manifest.NewReader("").Load(filepath.Join(base, "Cargo.toml"))
			if err != nil {
				t.Fatal(err)
			}
			if got := m.Package.Nested.Roots[0].Runs; !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
		})
	}
	base := tree(t, "Cargo.toml: [package]\nname = \"p\"\n[[package.metadata.nested_workspace.roots]]\npath = \"a\"\n[[package.metadata.nested_workspace.roots.variants]]\nname = \"x\"\n[[package.metadata.nested_workspace.roots.variants]]\nname = \"y\"\nargs = [\"--lib\"]\n")
	m, err := manifest.NewReader("").Load(filepath.Join(base, "Cargo.toml"))
	if err != nil || len(m.Package.Nested.Roots[0].Runs) != 2 || m.Package.Nested.Roots[0].Runs[1].Line != 7 {
		t.Errorf("arrays of tables: %+v, %v", m, err)
	}
}

func TestRunsErrors(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ entry, key, in, hint string }{
		{`arg = []`, ".arg", "unknown key `arg`", "did you mean `args`"},
		{`args = "--lib"`, ".args", "expected an array of strings, found a string", "write args = ["},
		{`args = [1]`, ".args[0]", "expected a string, found an integer", "write args = ["},
		{`args = ["--lib", ""]`, ".args[1]", "the argument is empty", "remove it"},
		{`toolchain = 1`, ".toolchain", "expected a string, found an integer", `write toolchain = "nightly"`},
		{`toolchain = "+nightly"`, ".toolchain", "`+nightly` is not the name of a toolchain", "without a plus"},
		{`toolchain = ""`, ".toolchain", "is not the name of a toolchain", "without a plus"},
		{`env = ["A=1"]`, ".env", "expected a table, found an array", "write env = {"},
		{`env = { A = 1 }`, ".env.A", "expected a string, found an integer", `write A = "…"`},
		{`env = { "A=B" = "" }`, ".env.A=B", "`A=B` cannot be the name of a variable", "correct it"},
		{`env = { RUSTUP_TOOLCHAIN = "x" }`, ".env.RUSTUP_TOOLCHAIN", "a toolchain has its own key", `write toolchain = "x"`},
		{`env = { CARGO_NW_JOBS = "1" }`, ".env.CARGO_NW_JOBS", "cargo-nw sets `CARGO_NW_JOBS` itself", "remove it"},
		{`variants = {}`, ".variants", "expected an array of tables, found a table", "write variants = ["},
		{`variants = []`, ".variants", "there are no variants", "remove the key"},
		{`variants = ["a"]`, ".variants[0]", "expected a table, found a string", "write { name"},
		{`variants = [{}]`, ".variants[0]", "the variant has no name", "add name"},
		{`variants = [{ name = 1 }]`, ".variants[0].name", "expected a string, found an integer", "write name"},
		{`variants = [{ name = "a/b" }]`, ".variants[0].name", "`a/b` is not a name", "use letters"},
		{`variants = [{ name = "a", path = "x" }]`, ".variants[0].path", "unknown key `path`", "known keys: name, args, toolchain, env"},
		{`variants = [{ name = "a" }, { name = "a" }]`, ".variants[1].name", "there is a variant `a` already", "a name of its own"},
		{`variants = [{ name = "a", args = [true] }]`, ".variants[0].args[0]", "expected a string, found a boolean", "write args"},
	} {
		t.Run(tt.entry, func(t *testing.T) {
			t.Parallel()
			base := tree(t, "Cargo.toml: [package]\nname = \"p\"\n[package.metadata.nested_workspace]\nroots = [\n{ path = \"a\", "+tt.entry+" }]")
			_, err := manifest.NewReader("").Load(filepath.Join(base, "Cargo.toml"))
			var bad *manifest.Error
			if !errors.As(err, &bad) {
				t.Fatalf("got %v", err)
			}
			if bad.Line != 5 || bad.Key != "package.metadata.nested_workspace.roots[0]"+tt.key || !strings.Contains(bad.Message, tt.in) || !strings.Contains(bad.Hint, tt.hint) {
				t.Errorf("got %d %s: %s; %s", bad.Line, bad.Key, bad.Message, bad.Hint)
			}
		})
	}
}
