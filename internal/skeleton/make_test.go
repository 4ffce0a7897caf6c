package skeleton_test

import (
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
)

// pkg is a package with a library, from its manifest's text.
func pkg(t *testing.T, path, name, version, text string, targets ...metadata.Target) skeleton.Package {
	t.Helper()
	settings, err := manifest.ParseSettings(path, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	if targets == nil {
		targets = []metadata.Target{{Name: name, Kinds: []string{"lib"}, Types: []string{"lib"}, Source: path + "/../src/lib.rs", Test: true, Doctest: true}}
	}
	return skeleton.Package{Package: metadata.Package{Name: name, Version: version, Manifest: path, Targets: targets}, Settings: settings, Attributes: map[string]skeleton.Attributes{}}
}

// written is what is in a file of the tree.
func written(t *testing.T, tree skeleton.Tree, path string) string {
	t.Helper()
	i := slices.IndexFunc(tree.Files, func(f skeleton.File) bool { return f.Path == path })
	if i < 0 {
		t.Fatalf("there is no %s", path)
	}
	return string(tree.Files[i].Text)
}

// TestTargets has the targets of one package, and the tables that stand for them.
func TestTargets(t *testing.T) {
	t.Parallel()
	target := func(kind, name string) metadata.Target {
		return metadata.Target{Name: name, Kinds: []string{kind}, Types: []string{"bin"}, Source: "/w/" + kind + "/" + name + ".rs", Test: kind != "example"}
	}
	typed := func(target metadata.Target, types ...string) metadata.Target {
		target.Kinds, target.Types = types, types
		return target
	}
	requiring := func(target metadata.Target, features ...string) metadata.Target {
		target.Requires = features
		return target
	}
	lib := metadata.Target{Name: "a", Source: "/w/lib.rs", Test: true, Doctest: true}
	for name, row := range map[string]struct {
		text    string
		targets []metadata.Target
		attrs   map[string]skeleton.Attributes
		has     []string
		lacks   []string
		files   map[string]string // parts of stand-ins
	}{
		"two tests become one": {
			"",
			[]metadata.Target{target("test", "x"), target("test", "y")},
			nil,
			[]string{"[[test]]\nname = \"nw-skeleton-test\"\npath = \"nw-skeleton-test.rs\"\n"},
			[]string{"test1"},
			nil,
		},
		"tests with other features do not": {
			"",
			[]metadata.Target{target("test", "x"), requiring(target("test", "y"), "f")},
			nil,
			[]string{"path = \"nw-skeleton-test1.rs\"\nrequired-features = [\"f\"]"},
			nil, nil,
		},
		"programs keep their names": {
			"[[bin]]\nname = \"y\"\nbench = false",
			[]metadata.Target{target("bin", "y"), target("bin", "x")},
			nil,
			[]string{"name = \"x\"\npath = \"nw-skeleton-bin.rs\"\n", "bench = false\nname = \"y\"\npath = \"nw-skeleton-bin1.rs\"\n"},
			nil,
			map[string]string{"nw-skeleton-bin1.rs": "exit(101)"},
		},
		"a program without main": {
			"",
			[]metadata.Target{target("bin", "x")},
			map[string]skeleton.Attributes{"/w/bin/x.rs": {NoMain: true}},
			[]string{"[lib]\ndoctest = false\nname = \"a\"\npath = \"nw-skeleton-lib.rs\"\n"},
			[]string{"[[bin]]"},
			map[string]string{"nw-skeleton-lib.rs": "#![no_std]"},
		},
		"a program without main, and an untested library": {
			"[lib]\nbench = false",
			[]metadata.Target{typed(metadata.Target{Name: "a"}, "lib"), target("bin", "x")},
			map[string]skeleton.Attributes{"/w/bin/x.rs": {NoMain: true}},
			[]string{"doctest = false"},
			[]string{"\ntest = false", "\nbench = false"},
			nil,
		},
		"a test without main and std": {
			"",
			[]metadata.Target{target("test", "x")},
			map[string]skeleton.Attributes{"/w/test/x.rs": {true, true}},
			[]string{"[[example]]\ncrate-type = [\"lib\"]\nname = \"nw-skeleton-example-lib-a\""},
			[]string{"[[test]]"},
			nil,
		},
		"a procedural macro": {
			"",
			[]metadata.Target{typed(lib, "proc-macro")},
			nil,
			[]string{"proc-macro = true"},
			[]string{"crate-type"},
			map[string]string{"nw-skeleton-lib.rs": "!\n#![allow(unused_crate_dependencies)]\n"},
		},
		"a library for C": {
			"",
			[]metadata.Target{typed(lib, "cdylib", "rlib")},
			nil,
			[]string{`crate-type = ["cdylib", "rlib"]`},
			nil,
			map[string]string{"nw-skeleton-lib.rs": "panic_handler"},
		},
		"one without std": {
			"", []metadata.Target{typed(lib, "staticlib")}, map[string]skeleton.Attributes{"/w/lib.rs": {NoStd: true}}, nil, []string{"crate-type"}, nil,
		},
		"an example that is a library": {
			"[[example]]\nname = \"x\"\nbench = true",
			[]metadata.Target{{Name: "x", Kinds: []string{"example"}, Types: []string{"staticlib"}, Test: true}},
			nil,
			[]string{"[[example]]\nbench = true\ncrate-type = [\"staticlib\"]\nname = \"x\"\npath = \"nw-skeleton-example.rs\"\ntest = true"},
			nil, nil,
		},
		"build scripts": {
			"",
			[]metadata.Target{typed(lib, "lib"), target("custom-build", "build-script-one"), target("custom-build", "build-script-two")},
			nil,
			[]string{`build = ["nw-skeleton-build.rs", "nw-skeleton-build1.rs"]`},
			nil, nil,
		},
	} {
		p := pkg(t, "/w/Cargo.toml", "a", "1.0.0", row.text, row.targets...)
		p.Attributes = row.attrs
		made := skeleton.Make(skeleton.Facts{
			Top: "/w", Packages: map[string]skeleton.Package{"/w/Cargo.toml": p},
			Workspaces: []skeleton.Workspace{{Manifest: "/w/Cargo.toml", Members: []string{"/w/Cargo.toml"}}},
		})
		text := written(t, made, "Cargo.toml")
		for _, part := range row.has {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is not in\n%s", name, part, text)
			}
		}
		for _, part := range row.lacks {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q is in\n%s", name, part, text)
			}
		}
		for path, part := range row.files {
			if got := written(t, made, path); !strings.Contains(strings.ReplaceAll(got, "`.", "!"), part) {
				t.Errorf("%s: %q is not in\n%s", name, part, got)
			}
		}
	}
}

// TestVersions has the version that each package on disk gets, in its manifest
// and in the lock file.
func TestVersions(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("its paths are written as on Unix, and cargo's on Windows are not")
	}
	const registry = "registry+https://github.com/rust-lang/crates.io-index"
	packages := map[string]skeleton.Package{}
	add := func(path, name, version string, needs ...string) {
		p := pkg(t, path, name, version, "")
		for _, to := range needs {
			p.Dependencies = append(p.Dependencies, metadata.Dependency{Name: to, Path: "/w/" + to})
		}
		packages[path] = p
	}
	add("/w/app/Cargo.toml", "app", "1.0.0", "one/util", "two/util", "mask")
	add("/w/one/util/Cargo.toml", "util", "1.0.0")
	add("/w/two/util/Cargo.toml", "util", "2.0.0")
	add("/w/mask/Cargo.toml", "mask", skeleton.Mask)
	add("/w/ground/Cargo.toml", "ground", "1.4.0", "below")
	add("/w/below/Cargo.toml", "below", "0.3.0")
	add("/w/hack/Cargo.toml", "hack", "2.3.4+x")
	add("/w/unused/Cargo.toml", "unused", "9.0.0")
	add("/w/foreign/Cargo.toml", "foreign", "1.0.0")
	lock := lockfile.File{Version: 4, Entries: []lockfile.Entry{
		{Name: "app", Version: "0.9.0", Needs: []int{1, 2, 3, 5}}, // behind
		{Name: "util", Version: "1.0.0"},
		{Name: "util", Version: "2.0.0"},
		{Name: "mask", Version: skeleton.Mask},
		{Name: "ground", Version: "1.4.0", Needs: []int{7}},
		{Name: "hack", Version: "2.3.4+x"},
		{Name: "third", Version: "1.0.0", Source: registry, Needs: []int{4}},
		{Name: "below", Version: "0.3.0"},
		{Name: "util", Version: "2.0.0", Source: registry},
	}, Unused: []lockfile.Entry{{Name: "unused", Version: "9.0.0"}}}
	made := skeleton.Make(skeleton.Facts{Top: "/w", Packages: packages, Workspaces: []skeleton.Workspace{{
		Manifest: "/w/Cargo.toml", Table: true, Members: []string{"/w/app/Cargo.toml"}, Lock: lock,
		Patches: []string{"/w/ground/Cargo.toml", "/w/hack/Cargo.toml", "/w/unused/Cargo.toml"},
	}}})
	for path, version := range map[string]string{
		"app": skeleton.Mask, "one/util": skeleton.Mask, "two/util": skeleton.Mask + ".1", "mask": skeleton.Mask, "hack": "2.3.4+skeleton", "unused": "9.0.0+skeleton",
	} {
		if text := written(t, made, path+"/Cargo.toml"); !strings.Contains(text, "\nversion = \""+version+"\"\n") {
			t.Errorf("%s does not have version %s:\n%s", path, version, text)
		}
	}
	text := written(t, made, "Cargo.lock")
	for _, part := range []string{
		"name = \"app\"\nversion = \"0.0.0-skeleton\"\ndependencies = [\n \"hack\",\n \"mask\",\n \"util 0.0.0-skeleton\",\n \"util 0.0.0-skeleton.1\",\n]",
		"name = \"ground\"\nversion = \"1.4.0\"", "name = \"below\"\nversion = \"0.3.0\"", "name = \"hack\"\nversion = \"2.3.4+skeleton\"",
		"[[patch.unused]]\nname = \"unused\"\nversion = \"9.0.0+skeleton\"",
	} {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in\n%s", part, text)
		}
	}
	for _, f := range made.Files {
		if kept := strings.HasPrefix(f.Path, "ground/") || strings.HasPrefix(f.Path, "below/"); kept != (f.From != "") || strings.HasPrefix(f.Path, "foreign/") {
			t.Errorf("%s is a copy of %q", f.Path, f.From)
		}
	}
	if want := []string{"Cargo.lock says app 0.9.0, its manifest 1.0.0: --locked will fail on the sources"}; !slices.Equal(made.Warnings, want) {
		t.Errorf("warnings %q", made.Warnings)
	}
	if want := []string{"ground is in the skeleton as it is, because third depends on it: each edit of it rebuilds the layer"}; !slices.Equal(made.Notes, want) {
		t.Errorf("notes %q", made.Notes)
	}
}

// TestDigestParts has all that a digest depends on.
func TestDigestParts(t *testing.T) {
	t.Parallel()
	read := func(string) ([]byte, error) { return []byte("text"), nil }
	digest := func(files ...skeleton.File) string {
		d, err := skeleton.Tree{Files: files}.Digest(read)
		if err != nil || len(d) != skeleton.DigestLength {
			t.Fatalf("%q, %v", d, err)
		}
		return d
	}
	seen := map[string]int{}
	for i, f := range []skeleton.File{
		{Path: "a", Text: []byte("text")},
		{Path: "b", Text: []byte("text")},
		{Path: "a", Text: []byte("other")},
		{Path: "a", Text: []byte("text"), Program: true},
		{Path: "a", Link: "text"},
		{Path: "a", From: "x", Sum: "00"},
	} {
		d := digest(f)
		if j, ok := seen[d]; ok {
			t.Errorf("files %d and %d have one digest", j, i)
		}
		seen[d] = i
	}
	if digest(skeleton.File{Path: "a", From: "x"}) != digest(skeleton.File{Path: "a", Text: []byte("text")}) {
		t.Error("a copy counts as something else than a text")
	}
}
