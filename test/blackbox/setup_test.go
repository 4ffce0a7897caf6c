//go:build unix

package blackbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/creack/pty"
)

const oneNested = `
-- Cargo.toml --
[package]
name = "outer"
-- inner/Cargo.toml --
[workspace]
[package]
name = "inner"
`

// asking starts setup at a terminal, where it asks.
func asking(t *testing.T, w *world) (*exec.Cmd, *os.File) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), limit)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, program(t), "nw", "setup")
	cmd.Dir, cmd.Env = w.dir, w.env
	terminal, err := pty.Start(cmd)
	if err != nil {
		t.Fatal(err)
	}
	return cmd, terminal
}

// TestSetupAsks holds that at a terminal it shows what it would do, and writes
// after a yes only.
func TestSetupAsks(t *testing.T) {
	t.Parallel()
	for answer, writes := range map[string]bool{"y\n": true, "Yes\n": true, "\n": false, "no\n": false, "\x04": false} {
		w := newWorld(t, oneNested)
		cmd, terminal := asking(t, w)
		_, err := io.WriteString(terminal, answer)
		if err != nil {
			t.Fatal(err)
		}
		var screen bytes.Buffer
		if _, err = io.Copy(&screen, terminal); err != nil && !errors.Is(err, syscall.EIO) { // EIO is how a terminal ends
			t.Fatal(err)
		}
		_ = terminal.Close()
		if err = cmd.Wait(); err != nil {
			t.Errorf("%q: %v\n%s", answer, err, screen.String())
		}
		if shown := screen.String(); !strings.Contains(shown, `"inner"`) || !strings.Contains(shown, "Write this? [y/N]") {
			t.Errorf("%q: shown was\n%s", answer, shown)
		}
		text, err := os.ReadFile(filepath.Join(w.dir, "Cargo.toml"))
		if err != nil || strings.Contains(string(text), "roots") != writes {
			t.Errorf("%q: wrote %v\n%s", answer, err, text)
		}
	}
}

// TestSetupInterrupted types Ctrl-C at the question: that is a no, at once.
func TestSetupInterrupted(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneNested)
	cmd, terminal := asking(t, w)
	defer func() { _ = terminal.Close() }()
	var screen bytes.Buffer
	for !strings.Contains(screen.String(), "[y/N] ") {
		if _, err := io.CopyN(&screen, terminal, 1); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := io.WriteString(terminal, "\x03"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(&screen, terminal); err != nil && !errors.Is(err, syscall.EIO) {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	text, err := os.ReadFile(filepath.Join(w.dir, "Cargo.toml"))
	if code := cmd.ProcessState.ExitCode(); code != 130 || err != nil || strings.Contains(string(text), "roots") || !strings.Contains(screen.String(), "nothing was written") {
		t.Errorf("status %d, %v\n%s\n%s", code, err, screen.String(), text)
	}
}

// TestSetupFiles writes through a symlink, keeps permissions and line ends, and
// leaves nothing beside the files.
func TestSetupFiles(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneNested)
	const text = "\ufeff[package]\r\nname = \"outer\"\r\nmetadata.nested_workspace.roots = [\r\n\t'other', # why\r\n]\r\n"
	w.write("elsewhere/outer.toml", text)
	w.write("other/Cargo.toml", "[workspace]\n[package]\nname = \"other\"\n")
	link := filepath.Join(w.dir, "Cargo.toml")
	if err := errors.Join(os.Remove(link), os.Symlink("elsewhere/outer.toml", link), os.Chmod(filepath.Join(w.dir, "elsewhere/outer.toml"), 0o640)); err != nil {
		t.Fatal(err)
	}
	if e := w.nw("setup", "--yes", "--part", "roots"); e.code != 0 {
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
	if beside, _ := filepath.Glob(filepath.Join(w.dir, "elsewhere", ".*")); len(beside) > 0 {
		t.Errorf("left behind: %q", beside)
	}
}

// TestSetupReadOnly writes nothing at all where one of the files is not to be
// written.
func TestSetupReadOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneNested+"-- .vscode/settings.json --\n{}\n")
	settings := filepath.Join(w.dir, ".vscode", "settings.json")
	if err := os.Chmod(settings, 0o444); err != nil {
		t.Fatal(err)
	}
	e := w.nw("setup", "--yes")
	if e.code != 3 || !strings.Contains(e.stderr, "error: writing .vscode/settings.json: the file is read-only; nothing was written") {
		t.Errorf("%+v", e)
	}
	text, err := os.ReadFile(filepath.Join(w.dir, "Cargo.toml"))
	if err != nil || strings.Contains(string(text), "roots") {
		t.Errorf("%v, the manifest became\n%s", err, text)
	}
	for _, dir := range []string{".", ".vscode"} {
		if left, _ := filepath.Glob(filepath.Join(w.dir, dir, ".cargo-nw-*")); len(left) > 0 {
			t.Errorf("left behind: %q", left)
		}
	}
	for _, name := range []string{"build.rs", "tests"} {
		if _, err := os.Stat(filepath.Join(w.dir, name)); err == nil {
			t.Error(name + " was written")
		}
	}
}

// TestSetupPatch applies a patch of odd names, line ends and a last line
// without one by git, and by patch where there is one.
func TestSetupPatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t, oneNested)
	w.write("a b/Cargo.toml", "[package]\r\nname = \"ab\"")
	w.write("a b/build.rs", "fn main() {}")
	w.write("a b/c é/Cargo.toml", "[workspace]\n[package]\nname = \"c\"\n")
	e := w.nw("setup", "--diff")
	if e.code != 0 {
		t.Fatalf("%+v", e)
	}
	w.write("patch", e.stdout)
	if applied := w.run(".", "git", "apply", "patch"); applied.code != 0 {
		t.Fatalf("git apply: %s\n%s", applied.stderr, e.stdout)
	}
	if again := w.nw("setup", "--check"); again.code != 0 || again.stdout != "" {
		t.Errorf("after the patch: %+v", again)
	}
	text, err := os.ReadFile(filepath.Join(w.dir, "a b", "Cargo.toml"))
	if want := "[package]\r\nname = \"ab\"\r\n\r\n[package.metadata.nested_workspace]\r\nroots = [\"c é\"]\r\n"; err != nil || string(text) != want {
		t.Errorf("%v, got %q", err, text)
	}
}

// TestSetupPatchNames applies a patch of a directory whose name looks like a
// part of a patch. It must not add a file of its own to it.
func TestSetupPatchNames(t *testing.T) {
	t.Parallel()
	const odd = "in\n+++ b/forged\n@@ -0,0 +1 @@\n+x"
	w := newWorld(t, oneNested)
	w.write(odd+"/Cargo.toml", "[workspace]\n[package]\nname = \"odd\"\n")
	w.write(odd+"/deep/Cargo.toml", "[workspace]\n[package]\nname = \"deep\"\n")
	e := w.nw("setup", "--diff")
	if e.code != 0 || !strings.Contains(e.stdout, `+++ "b/in\012+++ b/forged\012@@`) {
		t.Fatalf("%+v", e)
	}
	w.write("patch", e.stdout)
	if applied := w.run(".", "git", "apply", "patch"); applied.code != 0 {
		t.Fatalf("git apply: %s\n%s", applied.stderr, e.stdout)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "forged")); err == nil {
		t.Error("the name of a directory has made a file")
	}
	if again := w.nw("setup", "--check"); again.code != 0 || again.stdout != "" {
		t.Errorf("after the patch: %+v", again)
	}
}
