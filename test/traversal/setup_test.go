//go:build unix

package traversal_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/harness"
)

const oneNested = `
-- Cargo.toml --
[package]
name = "outer"
-- inner/Cargo.toml --
[workspace]
[package]
name = "inner"
-- inner/src/lib.rs --
`

// TestSetupFiles writes through a symlink, keeps permissions and line ends, and
// leaves nothing next to the files.
func TestSetupFiles(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Archive(oneNested))
	const text = "\ufeff[package]\r\nname = \"outer\"\r\nmetadata.nested_workspace.roots = [\r\n\t'other', # why\r\n]\r\n"
	w.Write(harness.Files{"elsewhere/outer.toml": text})
	w.Write(harness.Files{"other/Cargo.toml": "[workspace]\n[package]\nname = \"other\"\n", "other/src/lib.rs": ""})
	link := filepath.Join(w.Dir, "Cargo.toml")
	if err := errors.Join(os.Remove(link), os.Symlink("elsewhere/outer.toml", link), os.Chmod(filepath.Join(w.Dir, "elsewhere/outer.toml"), 0o640)); err != nil {
		t.Fatal(err)
	}
	if e := w.NW("setup", "--yes"); e.Code != 0 {
		t.Fatalf("%+v", e)
	}
	got, err := os.ReadFile(link)
	if want := strings.Replace(text, "# why\r\n", "# why\r\n\t'inner',\r\n", 1); err != nil || string(got) != want {
		t.Errorf("%v, wrote %q", err, got)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", info.Mode(), err)
	}
	if info, err = os.Stat(link); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if beside, _ := filepath.Glob(filepath.Join(w.Dir, "elsewhere", ".*")); len(beside) > 0 {
		t.Errorf("left behind: %q", beside)
	}
}

// TestSetupReadOnly writes nothing at all if one of the files must not be
// written.
func TestSetupReadOnly(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Archive(oneNested+"-- .vscode/settings.json --\n{}\n"))
	settings := filepath.Join(w.Dir, ".vscode", "settings.json")
	if err := os.Chmod(settings, 0o444); err != nil {
		t.Fatal(err)
	}
	e := w.NW("setup", "--yes", "--direct", "--editor", "vscode")
	if e.Code != 3 || !strings.Contains(e.Stderr, "error: writing .vscode/settings.json: the file is read-only; nothing was written") {
		t.Errorf("%+v", e)
	}
	text, err := os.ReadFile(filepath.Join(w.Dir, "Cargo.toml"))
	if err != nil || strings.Contains(string(text), "roots") {
		t.Errorf("%v, the manifest became\n%s", err, text)
	}
	for _, dir := range []string{".", ".vscode"} {
		if left, _ := filepath.Glob(filepath.Join(w.Dir, dir, ".cargo-nw-*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
	for _, name := range []string{"build.rs", "tests"} {
		if _, err := os.Stat(filepath.Join(w.Dir, name)); err == nil {
			t.Error(name + " was written")
		}
	}
}

// TestSetupPatch applies a patch of odd names, line ends and a last line
// without one by git, and by patch where there is one.
func TestSetupPatch(t *testing.T) {
	t.Parallel()
	w := harness.New(t, harness.Archive(oneNested))
	w.Write(harness.Files{"a b/Cargo.toml": "[package]\r\nname = \"ab\"", "a b/src/lib.rs": ""})
	w.Write(harness.Files{"a b/build.rs": "fn main() {}"})
	w.Write(harness.Files{"a b/c é/Cargo.toml": "[workspace]\n[package]\nname = \"c\"\n", "a b/c é/src/lib.rs": ""})
	e := w.NW("setup", "--diff", "--direct")
	if e.Code != 0 {
		t.Fatalf("%+v", e)
	}
	w.Write(harness.Files{"patch": e.Stdout})
	if applied := w.Run(".", "git", "apply", "patch"); applied.Code != 0 {
		t.Fatalf("git apply: %s\n%s", applied.Stderr, e.Stdout)
	}
	if again := w.NW("setup", "--check", "--direct"); again.Code != 0 || again.Stdout != "" {
		t.Errorf("after the patch: %+v", again)
	}
	text, err := os.ReadFile(filepath.Join(w.Dir, "a b", "Cargo.toml"))
	if want := "[package]\r\nname = \"ab\"\r\n\r\n[package.metadata.nested_workspace]\r\nroots = [\"c é\"]\r\nlock_policy = \"auto\"\r\nrerun = \"changed\"\r\n"; err != nil || string(text) != want {
		t.Errorf("%v, got %q", err, text)
	}
}

// TestSetupPatchNames applies a patch of a directory whose name looks like a
// part of a patch. It must not add a file to it.
func TestSetupPatchNames(t *testing.T) {
	t.Parallel()
	const odd = "in\n+++ b/forged\n@@ -0,0 +1 @@\n+x"
	w := harness.New(t, harness.Archive(oneNested))
	w.Write(harness.Files{odd + "/Cargo.toml": "[workspace]\n[package]\nname = \"odd\"\n", odd + "/src/lib.rs": ""})
	w.Write(harness.Files{odd + "/deep/Cargo.toml": "[workspace]\n[package]\nname = \"deep\"\n", odd + "/deep/src/lib.rs": ""})
	e := w.NW("setup", "--diff", "--direct")
	if e.Code != 0 || !strings.Contains(e.Stdout, `+++ "b/in\012+++ b/forged\012@@`) {
		t.Fatalf("%+v", e)
	}
	w.Write(harness.Files{"patch": e.Stdout})
	if applied := w.Run(".", "git", "apply", "patch"); applied.Code != 0 {
		t.Fatalf("git apply: %s\n%s", applied.Stderr, e.Stdout)
	}
	if _, err := os.Stat(filepath.Join(w.Dir, "forged")); err == nil {
		t.Error("the name of a directory has made a file")
	}
	if again := w.NW("setup", "--check", "--direct"); again.Code != 0 || again.Stdout != "" {
		t.Errorf("after the patch: %+v", again)
	}
}
