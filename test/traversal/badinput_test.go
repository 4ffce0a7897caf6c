package traversal_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

func empty(text string) bool { return text == "" }

// hintLine is how a hint is shown; "" stays "".
func hintLine(hint string) string {
	if hint == "" {
		return ""
	}
	return "cargo-nw: hint: " + hint + "\n"
}

// checkRefused holds an end without any run against its status and the parts of
// its message.
func checkRefused(t *testing.T, got harness.Outcome, code int, parts ...string) {
	t.Helper()
	if got.Code != code || got.Stdout != "" {
		t.Errorf("status %d, want %d; stdout %q", got.Code, code, got.Stdout)
	}
	for _, part := range parts {
		if !strings.Contains(got.Stderr, part) {
			t.Errorf("stderr lacks %q:\n%s", part, got.Stderr)
		}
	}
	if n := strings.Count(got.Stderr, "error:"); n != 1 {
		t.Errorf("%d errors:\n%s", n, got.Stderr)
	}
	for line := range strings.Lines(got.Stderr) {
		if !strings.HasPrefix(line, "cargo-nw: ") || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' && r != '\n' }) {
			t.Errorf("not a line of ours, or with control characters: %q", line)
		}
	}
}

const inner = "-- inner/Cargo.toml --\n[package]\nname = \"inner\"\n"

func TestBadRoots(t *testing.T) {
	t.Parallel()
	const key = "package.metadata.nested_workspace"
	tests := []struct {
		name, roots string
		files       string
		want        []string
	}{
		{"a string", `"inner"`, inner, []string{"Cargo.toml:6", key + ".roots", "expected an array", "found a string", `write roots = [`}},
		{"a number among them", `["inner", 1]`, inner, []string{"Cargo.toml:6", key + ".roots[1]", "found an integer", `write roots = [`}},
		{"an array in it", `[["inner"]]`, inner, []string{"Cargo.toml:6", "found an array"}},
		{
			"unknown key in a root", `[{ path = "inner", dependant = true }]`, inner,
			[]string{"Cargo.toml:6", key + ".roots[0].dependant", "unknown key `dependant`", "hint: did you mean `dependent`"},
		},
		{"path missing in a root", `[{ dependent = true }]`, inner, []string{"Cargo.toml:6", "`path` is missing", `hint: add path = "…"`}},
		{"dependent of another type", `[{ path = "inner", dependent = "yes" }]`, inner, []string{"Cargo.toml:6", "roots[0].dependent", "found a string"}},
		{"unknown key in the table", "[]\nroot = []", inner, []string{"Cargo.toml:7", key + ".root", "unknown key `root`", "hint: did you mean `roots`"}},
		{"empty string", `["inner",` + "\n" + `""]`, inner, []string{"Cargo.toml:7", "the path is empty", "hint: write the directory"}},
		{"dot", `["."]`, inner, []string{"Cargo.toml:6", "`.` is the containing package itself", "hint: write the directory"}},
		{"dot in disguise", `["inner/.."]`, inner, []string{"Cargo.toml:6", "`inner/..` is the containing package itself"}},
		{"containing directory", `[".."]`, inner, []string{"Cargo.toml:6", key + ".roots: `..` contains the workspace that lists it", "hint: a root is a workspace inside or next to this one"}},
		{"missing path", `["inner", "no/such"]`, inner, []string{"Cargo.toml:6", "`no/such` does not exist", "hint: create it, or remove it from roots"}},
		{"missing path with escape characters", `["a\u001b]0;x\nb"]`, inner, []string{"Cargo.toml:6", `"a\x1b]0;x\nb" does not exist`}},
		{"pattern without a match", `["no*"]`, inner, []string{"Cargo.toml:6", "`no*` matches no directory", "hint: correct the pattern"}},
		{"pattern that hits only a file", `["Cargo.tom?"]`, inner, []string{"Cargo.toml:6", "`Cargo.tom?` matches no directory"}},
		{"no pattern", `["a**"]`, inner, []string{"Cargo.toml:6", "`a**` is not a valid pattern", "hint: patterns may contain"}},
		{"a manifest", `["inner/Cargo.toml"]`, inner, []string{"Cargo.toml:6", "`inner/Cargo.toml` is a file, not a directory", "hint: write the directory of the workspace, not its manifest"}},
		{"a file", `["file"]`, inner + "-- file --\n", []string{"Cargo.toml:6", "`file` is a file, not a directory", "hint: write the directory of a workspace"}},
		{"below a file", `["file/x"]`, inner + "-- file --\n", []string{"Cargo.toml:6", "`file/x` cannot be read: not a directory", "hint: "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(tt.roots)+tt.files))
			for _, argv := range [][]string{{"check"}, {"--dry-run", "check"}, {"list"}} {
				checkRefused(t, w.NW(argv...), 3, append(tt.want, "cargo-nw: error: Cargo.toml:")...)
			}
			if log := w.Took(); log != "" {
				t.Errorf("cargo was run: %q", log)
			}
		})
	}
}

func TestBadManifests(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, files string
		stand       string
		want        []string
	}{
		{
			"none", "-- README --\n", ".",
			[]string{"could not find `Cargo.toml` in", "or any parent directory", "hint: change to a workspace, or choose one: cargo nw --manifest-path"},
		},
		{"no TOML", "-- Cargo.toml --\n[package]\nname = = 1\n", ".", []string{"error: Cargo.toml:2:8: ", "hint: correct the TOML"}},
		{
			"no TOML in a nested workspace", "-- Cargo.toml --\n" + harness.Outer(`["inner"]`) + "-- inner/Cargo.toml --\n[package\n", ".",
			[]string{"error: inner/Cargo.toml:1:", "hint: correct the TOML"},
		},
		{"neither table", "-- Cargo.toml --\n[dependencies]\n", ".", []string{"error: Cargo.toml: ", "missing either a `[package]` or a `[workspace]`", "hint: "}},
		{"member missing", "-- Cargo.toml --\n[workspace]\nmembers = [\"no\"]\n", ".", []string{"error: Cargo.toml: workspace.members: there is no Cargo.toml in `", "/no`", "hint: "}},
		{
			"not a member", "-- Cargo.toml --\n[workspace]\n-- a/Cargo.toml --\n[package]\nname = \"a\"\n", "a",
			[]string{"error: Cargo.toml: ", "believes it's in a workspace when it's not", "hint: add `a` to workspace.members there"},
		},
		{
			"two that name each other", "-- a/Cargo.toml --\n" + harness.Outer(`["../b"]`) + "-- b/Cargo.toml --\n" + harness.Outer(`["../a"]`), "a",
			[]string{
				"error: ../b/Cargo.toml:6: package.metadata.nested_workspace.roots: `../a` forms a cycle: ",
				"/a/Cargo.toml` → `", "/b/Cargo.toml` → `", "hint: remove one of these roots, or mark", "dependent = true",
			},
		},
		{
			"a nested one that names the first", "-- Cargo.toml --\n" + harness.Outer(`["a"]`) + "-- a/Cargo.toml --\n[workspace]\n" + harness.Outer(`[".."]`), ".",
			[]string{"error: a/Cargo.toml:7: ", "`..` contains the workspace that lists it"},
		},
		{
			"a member that names its workspace", "-- Cargo.toml --\n[workspace]\nmembers = [\"a\"]\n-- a/Cargo.toml --\n" + harness.Outer(`[".."]`), ".",
			[]string{"error: a/Cargo.toml:6: ", "`..` is the workspace that lists it"},
		},
		{
			"in a virtual workspace", "-- Cargo.toml --\n[workspace]\n[workspace.metadata.nested_workspace]\nroots = [\"no\"]\n", ".",
			[]string{"error: Cargo.toml:3: workspace.metadata.nested_workspace.roots: `no` does not exist"},
		},
		{"a directory", "-- Cargo.toml/x --\n", ".", []string{"error: Cargo.toml: is a directory", "hint: a manifest is a file"}},
		{
			"a directory in a nested workspace", "-- Cargo.toml --\n" + harness.Outer(`["inner"]`) + "-- inner/Cargo.toml/x --\n", ".",
			[]string{"error: inner/Cargo.toml: is a directory", "hint: a manifest is a file"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := harness.Fake(t, harness.Archive(tt.files))
			checkRefused(t, w.NWIn(tt.stand, "check"), 3, tt.want...)
			if log := w.Took(); log != "" {
				t.Errorf("cargo was run: %q", log)
			}
		})
	}
}

func TestUnreadableFiles(t *testing.T) {
	t.Parallel()
	loop := func(w *harness.World, name string) {
		if err := os.Symlink(filepath.Base(name), filepath.Join(w.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name string
		make func(w *harness.World)
		want []string
	}{
		{"symlink loop as root", func(w *harness.World) { loop(w, "inner") }, []string{"Cargo.toml:6: ", "`inner` cannot be read: too many levels of symbolic links"}},
		{
			"symlink loop as manifest", func(w *harness.World) { w.Write(harness.Files{"inner/x": ""}); loop(w, "inner/Cargo.toml") },
			[]string{"inner/Cargo.toml: reading the manifest: too many levels of symbolic links"},
		},
		{
			"dangling manifest", func(w *harness.World) {
				w.Write(harness.Files{"inner/x": ""})
				if err := os.Symlink("nowhere", filepath.Join(w.Dir, "inner/Cargo.toml")); err != nil {
					t.Fatal(err)
				}
			},
			[]string{"inner/Cargo.toml: reading the manifest: no such file or directory"},
		},
		{
			"no permission", func(w *harness.World) {
				w.Write(harness.Files{"inner/Cargo.toml": ""})
				if err := os.Chmod(filepath.Join(w.Dir, "inner/Cargo.toml"), 0); err != nil {
					t.Fatal(err)
				}
			},
			[]string{"inner/Cargo.toml: reading the manifest: permission denied"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(tt.name, "permission") && os.Geteuid() == 0 {
				t.Skip("root may read everything")
			}
			w := harness.Fake(t, harness.Archive("-- Cargo.toml --\n"+harness.Outer(`["inner"]`)))
			tt.make(w)
			checkRefused(t, w.NW("check"), 3, slices.Concat([]string{"cargo-nw: error: "}, tt.want)...)
			if log := w.Took(); log != "" {
				t.Errorf("cargo was run: %q", log)
			}
		})
	}
}
