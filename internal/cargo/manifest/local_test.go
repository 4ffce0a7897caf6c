package manifest_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestLibrary(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"[package]\nname = \"a-b\"\n":                                   "a_b",
		"[package]\nname = \"a\"\n[lib]\nname = \"l\"\n":                "l",
		"[package]\nname = \"a\"\n[lib]\ncrate-type = [\"cdylib\"]\n":   "a cdylib",
		"[package]\nname = \"a\"\n[lib]\ncrate_type = [\"x\", \"y\"]\n": "a x y",
		"[package]\nname = \"a\"\n[lib]\ncrate-type = \"cdylib\"\n":     "a",
	} {
		name, types := settings(t, text).Library()
		if got := strings.Join(append([]string{name}, types...), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestExecutables has a directory whose name is a pattern.
func TestExecutables(t *testing.T) {
	t.Parallel()
	base := tree(t, "[x]/src/main.rs: ", "[x]/src/bin/one.rs: ", "[x]/src/bin/two/main.rs: ", "[x]/src/bin/main.rs: ", "[x]/src/bin/no/lib.rs: ", "x/src/bin/other.rs: ")
	for text, want := range map[string]string{
		"[package]\nname = \"p\"\n": "main one p two",
		"[package]\nname = \"p\"\nautobins = false\n[[bin]]\nname = \"b\"\n":    "b",
		"[package]\nname = \"p\"\n[[bin]]\nname = \"b\"\npath = \"src/b.rs\"\n": "b main one p two",
	} {
		if got := strings.Join(settings(t, text).Executables(filepath.Join(base, "[x]")), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestLocals has every way in which a package on disk gets into a workspace.
func TestLocals(t *testing.T) {
	t.Parallel()
	base := tree(
		t,
		"ws/Cargo.toml: [workspace]\nmembers = [\"m\"]\nexclude = [\"vendor\", \"patched\"]\n"+
			"[workspace.package]\nversion = \"2.0.0+meta\"\nedition = \"2024\"\n[workspace.dependencies]\nin = { path = \"vendor/in\", package = \"real\" }\n"+
			"[patch.crates-io]\nalias = { package = \"registry\", path = \"patched\" }\n",
		"ws/m/Cargo.toml: [package]\nname = \"m\"\nversion.workspace = true\nedition.workspace = true\n[lib]\nname = \"l\"\ncrate-type = [\"cdylib\"]\n[features]\ndefault = [\"x\"]\nx = []\n"+
			"[dependencies]\nin.workspace = true\nregistry = \"1\"\nserde = { version = \"1\", optional = true }\n[build-dependencies]\nout = { path = \"../../out\" }\n"+
			"[dev-dependencies]\ntests-only = \"1\"\n[target.'cfg(unix)'.dependencies]\nlibc = \"0.2\"\n",
		"ws/m/build.rs: ",
		"ws/vendor/in/Cargo.toml: [package]\nname = \"real\"\nversion = \"0.1.0\"\n",
		"ws/patched/Cargo.toml: [package]\nname = \"registry\"\nbuild = false\n",
		"ws/patched/build.rs: ",
		"outer/Cargo.toml: [workspace]\n", "out/Cargo.toml: [package]\nname = \"out\"\nversion.workspace = true\n[workspace]\n[workspace.package]\nversion = \"3.0.0\"\n",
		"also/Cargo.toml: [package]\nname = \"also\"\n", "broken/Cargo.toml: [",
	)
	r := manifest.NewReader("")
	w, err := r.Workspace(filepath.Join(base, "ws", "m", "Cargo.toml"))
	if err != nil {
		t.Fatal(err)
	}
	rel := func(path string) string {
		if path == "" {
			return ""
		}
		path, err := filepath.Rel(base, path)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(filepath.Dir(path))
	}
	var got []string
	for _, l := range r.Locals(w, filepath.Join(base, "also", "Cargo.toml"), filepath.Join(base, "broken", "Cargo.toml")) {
		words := []string{fmt.Sprintf("%s %s %s %s lib %s%v script %t features %v", rel(l.Manifest), l.Name, l.Version, l.Edition, l.Library, l.Types, l.Script, l.Features)}
		for _, n := range l.Needs {
			word := n.Key + "=" + n.Name
			if n.Local != "" {
				word += " from " + rel(n.Local)
			}
			if n.Build {
				word += " for the script"
			}
			if !n.Always {
				word += " maybe"
			}
			words = append(words, word)
		}
		got = append(got, strings.Join(words, "; "))
	}
	want := []string{
		"ws/m m 2.0.0+meta 2024 lib l[cdylib] script true features map[default:[x] x:[]]; libc=libc maybe; out=out from out for the script; in=real from ws/vendor/in; registry=registry from ws/patched; serde=serde maybe",
		"also also 0.0.0 2015 lib also[] script false features map[]",
		"out out 3.0.0 2015 lib out[] script false features map[]",
		"ws/patched registry 0.0.0 2015 lib registry[] script false features map[]",
		"ws/vendor/in real 0.1.0 2015 lib real[] script false features map[]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
