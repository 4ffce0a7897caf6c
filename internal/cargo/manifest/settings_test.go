package manifest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func settings(t *testing.T, text string) manifest.Settings {
	t.Helper()
	s, err := manifest.ParseSettings("Cargo.toml", []byte(text))
	if err != nil {
		t.Fatalf("%q: %v", text, err)
	}
	return s
}

func TestEditionAndResolver(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ text, edition, resolver string }{
		{"", "", "1"},
		{"[workspace]\n", "", "1"},
		{"[workspace]\nresolver = \"2\"\n", "", "2"},
		{"[workspace.package]\nedition = \"2021\"\n", "2021", "1"},
		{"[package]\nname = \"p\"\n", "2015", "1"},
		{"[project]\nname = \"p\"\nedition = \"2018\"\n", "2018", "1"},
		{"[package]\nname = \"p\"\nedition = \"2021\"\n", "2021", "2"},
		{"[package]\nname = \"p\"\nedition = \"2024\"\n", "2024", "3"},
		{"[package]\nname = \"p\"\nedition = \"2024\"\nresolver = \"2\"\n", "2024", "2"},
		{"[package]\nname = \"p\"\nedition.workspace = true\n[workspace.package]\nedition = \"2021\"\n", "2021", "2"},
		{"[package]\nname = \"p\"\nedition = 2021\n", "2015", "1"},
		{"package = 1\nworkspace = 2\n", "", "1"},
	} {
		s := settings(t, row.text)
		if s.Edition() != row.edition || s.Resolver() != row.resolver {
			t.Errorf("%q: edition %q, resolver %q, want %q, %q", row.text, s.Edition(), s.Resolver(), row.edition, row.resolver)
		}
	}
}

func TestVersionAndNeeds(t *testing.T) {
	t.Parallel()
	root := settings(t, "[workspace.package]\nversion = \"2.0.0\"\n[workspace.dependencies]\nshared = { package = \"real\", path = \"x\" }\nplain = \"1\"\n")
	for _, row := range []struct{ text, version, needs string }{
		{"[package]\nname = \"p\"\n", "0.0.0", ""},
		{"[package]\nversion = \"1.0.0\"\n[dependencies]\nb = \"1\"\na = { version = \"1\", package = \"z\" }\n", "1.0.0", "b z"},
		{"[package]\nversion.workspace = true\n[dev-dependencies]\nshared.workspace = true\n[build-dependencies]\nplain.workspace = true\n", "2.0.0", "plain real"},
		{"[target.'cfg(unix)'.dependencies]\nu = \"1\"\n[target.x.dev-dependencies]\nv = \"1\"\n[target.y]\nbuild-dependencies = 1\n", "0.0.0", "u v"},
	} {
		s := settings(t, row.text)
		if got := strings.Join(s.Needs(root), " "); s.Version(root) != row.version || got != row.needs {
			t.Errorf("%q: version %q, needs %q, want %q, %q", row.text, s.Version(root), got, row.version, row.needs)
		}
	}
}

func TestBuildAndTests(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		text  string
		build any
		finds bool
	}{
		{"[package]\nname = \"p\"\n", nil, true},
		{"[package]\nbuild = false\nedition = \"2021\"\n", false, true},
		{"[project]\nbuild = \"b.rs\"\n", "b.rs", true},
		{"[package]\nautotests = false\n", nil, false},
		{"[package]\nautotests = false\n[[test]]\nname = \"nested\"\n", nil, true},
		{"[package]\nautotests = false\n[[test]]\nname = \"x\"\npath = \"tests/nested.rs\"\n", nil, true},
		{"[package]\nautotests = false\n[[test]]\nname = \"nested\"\npath = \"elsewhere.rs\"\n", nil, false},
		{"[package]\nname = \"p\"\n[[test]]\nname = \"other\"\n", nil, false},
		{"[package]\nedition = \"2015\"\n[[test]]\nname = \"other\"\n", nil, false},
		{"[package]\nedition = \"2018\"\n[[test]]\nname = \"other\"\n", nil, true},
		{"[package]\nedition.workspace = true\n[[test]]\nname = \"other\"\n[workspace.package]\nedition = \"2021\"\n", nil, true},
		{"[package]\nedition.workspace = true\n[[test]]\nname = \"other\"\n[workspace.package]\nedition = \"2015\"\n", nil, false},
	} {
		s := settings(t, row.text)
		if s.Build() != row.build || s.FindsTest(s, "nested") != row.finds {
			t.Errorf("%q: build %v, finds %t", row.text, s.Build(), s.FindsTest(s, "nested"))
		}
	}
}

func TestHasTargets(t *testing.T) {
	t.Parallel()
	const pkg = "[package]\nname = \"p\"\n"
	for name, row := range map[string]struct {
		text  string
		files []string
		want  bool
	}{
		"nothing":              {pkg, nil, false},
		"only a build script":  {pkg, []string{"build.rs"}, false},
		"a library":            {pkg, []string{"src/lib.rs"}, true},
		"a library, not found": {pkg + "autolib = false\n", []string{"src/lib.rs"}, false},
		"a library, named":     {pkg + "[lib]\npath = \"x.rs\"\n", nil, true},
		"a program":            {pkg, []string{"src/main.rs"}, true},
		"a program in bin":     {pkg, []string{"src/bin/a/main.rs"}, true},
		"a program, not found": {pkg + "autobins = false\n", []string{"src/main.rs"}, false},
		"a program, named":     {pkg + "[[bin]]\nname = \"b\"\n", nil, true},
		"a test":               {pkg, []string{"tests/t.rs"}, true},
		"tests, not found":     {pkg + "autotests = false\n", []string{"tests/t.rs"}, false},
		"no test":              {pkg, []string{"tests/t/mod.rs"}, false},
		"an example":           {pkg, []string{"examples/e/main.rs"}, true},
		"a benchmark":          {pkg, []string{"benches/b.rs"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := settings(t, row.text).HasTargets(tree(t, row.files...)); got != row.want {
				t.Errorf("got %t", got)
			}
		})
	}
}

func TestEndlessTests(t *testing.T) {
	t.Parallel()
	const fuzz, bins = "[package]\nname = \"p\"\n[package.metadata]\ncargo-fuzz = true\n", "[[bin]]\nname = \"a\"\n[[bin]]\nname = \"b\"\ntest = false\n"
	for text, want := range map[string]string{
		fuzz + bins: "a",
		fuzz + "[[bin]]\nname = \"b\"\ntest = false\n":       "",
		"[package]\nname = \"p\"\n" + bins:                   "",
		strings.Replace(fuzz, "= true", "= false", 1) + bins: "",
		fuzz: "",
	} {
		if got := strings.Join(settings(t, text).EndlessTests(), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestPublished(t *testing.T) {
	t.Parallel()
	const version = "version = \"1.0.0\"\n"
	for text, want := range map[string]bool{
		"": false, // without a version

		version:                            true,
		"version.workspace = true\n":       true,
		version + "publish = false\n":      false,
		version + "publish = []\n":         false,
		version + "publish = [\"ours\"]\n": true,

		version + "publish.workspace = true\n[workspace.package]\npublish = false\n": false,
		version + "publish.workspace = true\n[workspace.package]\npublish = true\n":  true,
	} {
		s := settings(t, "[package]\nname = \"p\"\n"+text)
		if got := s.Published(s); got != want {
			t.Errorf("%q: got %t", text, got)
		}
	}
}

// TestReaderSettings reads a file once, and treats one that cannot be read as
// empty.
func TestReaderSettings(t *testing.T) {
	t.Parallel()
	base := tree(t, "a/Cargo.toml: \ufeff[profile.dev]\nopt-level = 2\nlto = 1.5\n", "b/Cargo.toml: [", "c/")
	r := manifest.NewReader("")
	for range 2 {
		dev, _ := r.Settings(filepath.Join(base, "a", "Cargo.toml")).Profiles()["dev"].(map[string]any)
		if dev["opt-level"] != int64(2) || dev["lto"] != 1.5 {
			t.Errorf("got %v", dev)
		}
	}
	for _, dir := range []string{"b", "c"} {
		if got := r.Settings(filepath.Join(base, dir, "Cargo.toml")).Profiles(); got != nil {
			t.Errorf("%s: got %v", dir, got)
		}
	}
	if _, err := manifest.ParseSettings("/x/Cargo.toml", []byte("a = \n")); err == nil || !strings.HasPrefix(err.Error(), "/x/Cargo.toml:1:") {
		t.Errorf("got %v", err)
	}
}
