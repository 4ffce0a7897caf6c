package manifest_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestLoadErrors(t *testing.T) {
	t.Parallel()
	_, absent := os.Stat("absent") // each system has its own words
	tests := []struct{ name, file, want string }{
		{"syntax", "Cargo.toml: [package]\nname = \"a\nb\"\n", "Cargo.toml:2:"},
		{"syntax with CRLF", "Cargo.toml: [package]\r\nname = \"a\"\r\nx\r\n", "Cargo.toml:3:"},
		{"key given twice", "Cargo.toml: [package]\nname = \"a\"\nname = \"b\"\n", "Cargo.toml:3:"},
		{"not UTF-8", "Cargo.toml: [package]\nname = \"\xff\"\n", "Cargo.toml:2:"},
		{"empty", "Cargo.toml: ", "missing either a `[package]` or a `[workspace]`"},
		{"package a string", "Cargo.toml: package = \"a\"\n", "Cargo.toml:1:1: package: expected a table, found a string"},
		{"no name", "Cargo.toml: [package]\n", "package: the package has no name"},
		{"name a number", "Cargo.toml: [package]\nname = 1.5\n", "package.name: expected a string, found a number"},
		{"members a string", "Cargo.toml: [workspace]\nmembers = \"a\"\n", "Cargo.toml:2:1: workspace.members: expected an array of strings, found a string"},
		{"member a table", "Cargo.toml: [workspace]\nmembers = [\n\"a\",\n{}]\n", "Cargo.toml:4:1: workspace.members[1]: expected a string, found a table"},
		{"dependency a date", "Cargo.toml: [package]\nname = \"a\"\n[dependencies]\nb = 2020-01-01\n", "Cargo.toml:4:1: dependencies.b: expected a version or a table, found a date or a time"},
		{"optional workspace dependency", "Cargo.toml: [workspace.dependencies]\nb = { version = \"1\", optional = true }\n", "Cargo.toml:2:22: workspace.dependencies.b.optional: workspace dependencies cannot be optional"},
		{"directory", "Cargo.toml/", "Cargo.toml: is a directory"},
		{"missing", "x/", "Cargo.toml: reading the manifest: " + errors.Unwrap(absent).Error()},
		{"link in a circle", "Cargo.toml -> Cargo.toml", "Cargo.toml: reading the manifest: too many levels of symbolic links"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(tree(t, test.file), "Cargo.toml")
			m, err := manifest.NewReader("").Load(path)
			if m != nil || err == nil || !strings.HasPrefix(err.Error(), filepath.ToSlash(path)) || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %+v, %v\nwant %s", m, err, test.want)
			}
		})
	}
}

func TestLoadRefusesPipes(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "Cargo.toml")
	if err := exec.CommandContext(t.Context(), "mkfifo", path).Run(); err != nil {
		t.Skip("no mkfifo:", err)
	}
	if _, err := manifest.NewReader("").Load(path); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Error(err)
	}
}

func TestErrorEscapesPaths(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/a b/é/Cargo.toml":     "/a b/é/Cargo.toml:7: x",
		"/a\nb/Cargo.toml":      `"/a\nb/Cargo.toml":7: x`,
		"/a\x1b[31m/Cargo.toml": `"/a\x1b[31m/Cargo.toml":7: x`,
		"/\xff/Cargo.toml":      `"/\xff/Cargo.toml":7: x`,
	} {
		if got := (&manifest.Error{Path: path, Line: 7, Message: "x"}).Error(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestErrorUnwraps(t *testing.T) {
	t.Parallel()
	path, err := filepath.Abs("/nowhere/at/all/Cargo.toml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = manifest.NewReader("").Load(path)
	if !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

func TestLargeManifest(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("Cargo.toml: [package]\nname = \"a\"\n[package.metadata.nested_workspace]\nroots = [\"n\"]\n[dependencies]\n")
	for i := range 200_000 {
		fmt.Fprintf(&b, "dependency-%06d = { version = \"1.0.0\", optional = true }\n", i)
	}
	base := tree(t, b.String())
	if _, err := manifest.NewReader("").Workspace(filepath.Join(base, "Cargo.toml")); err != nil {
		t.Error(err)
	}
}

func FuzzManifest(f *testing.F) {
	for _, seed := range []string{
		"[package]\nname = \"a\"\n",
		"\ufeff[workspace]\r\nmembers = [\"a\", '*']\r\n",
		"[package]\nname = \"a\"\nversion.workspace = true\n[dependencies]\nb = { path = \"../b\" }\nc.workspace = true\n",
		"[target.'cfg(unix)'.dev-dependencies]\nb = \"1\"\n[package]\nname = 'a'\nworkspace = '..'\n",
		"[workspace.metadata.nested_workspace]\nroots = [\"a\", { path = \"b\", dependent = true }, 1, []] # x\n",
		"[[package.metadata.nested_workspace.roots]]\npath = 1\n[package]\nname = \"\"\"a\"\"\"\n",
		"[package]\nname = \"a\"\n[package.metadata.nested_workspace]\nroots = [ # x\n {path = \"\\u0000\"} ]\nrerun = 1979-05-27\n",
		"[workspace]\n[workspace.dependencies]\na = { path = \"a\", optional = true }\n",
		"a = [[{b={c=[{}]}}]]",
	} {
		f.Add([]byte(seed))
	}
	path := filepath.Join(f.TempDir(), "Cargo.toml")
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		r := manifest.NewReader("")
		m, err := r.Load(path)
		if (m == nil) == (err == nil) {
			t.Fatalf("got %v and %v", m, err)
		}
		var bad *manifest.Error
		if err != nil && (!errors.As(err, &bad) || !strings.Contains(err.Error(), filepath.ToSlash(path)) || strings.Contains(err.Error(), "\n")) {
			t.Errorf("not one line about %s: %v", path, err)
		}
		if m != nil && m.Package != nil && m.Package.Name == "" {
			t.Error("a package without a name")
		}
	})
}

// BenchmarkThousand reads 1,000 nested workspaces, each through Root and
// Workspace, as a traversal does.
func BenchmarkThousand(b *testing.B) {
	base := b.TempDir()
	var paths []string
	for i := range 1000 {
		dir := filepath.Join(base, fmt.Sprintf("nested-%04d", i))
		path := filepath.Join(dir, "Cargo.toml")
		text := fmt.Sprintf("[package]\nname = \"nested-%04d\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n[dependencies]\n\n[workspace]\n", i)
		if err := errors.Join(os.Mkdir(dir, 0o750), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			b.Fatal(err)
		}
		paths = append(paths, path)
	}
	for b.Loop() {
		r := manifest.NewReader("/root/.cargo")
		for _, path := range paths {
			if _, err := r.Root(path); err != nil {
				b.Fatal(err)
			}
			if _, err := r.Workspace(path); err != nil {
				b.Fatal(err)
			}
		}
	}
}
