//go:build unix

package odd_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestFilesThatAreNone has a named pipe or a device in place of a file, which
// git keeps as links: nothing waits for it, or reads it without end.
func TestFilesThatAreNone(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		path string
		argv []string
		says string
	}{
		{".vscode/settings.json", []string{"setup", "--check", "--editor", "vscode"}, "is not a regular file"},
		{"build.rs", []string{"setup", "--check", "--direct"}, "is not a regular file"},
		{"Cargo.toml", []string{"list"}, "is not a regular file"},
		{"n/Cargo.toml", []string{"list"}, "is not a regular file"},
		{"report.json", []string{"--resume", "report.json", "check"}, "reading the report"},
		{"report.json", []string{"--partition", "1/2", "--times", "report.json", "check"}, "reading the report"},
	} {
		for kind, lay := range map[string]func(path string) error{
			"pipe":   func(path string) error { return syscall.Mkfifo(path, 0o600) },
			"device": func(path string) error { return os.Symlink("/dev/zero", path) },
			"sparse": func(path string) error { return errors.Join(os.WriteFile(path, nil, 0o600), os.Truncate(path, 1<<32)) },
		} {
			t.Run(tt.path+" "+tt.argv[0]+" "+kind, func(t *testing.T) {
				t.Parallel()
				dir := t.TempDir()
				for name, text := range map[string]string{
					"Cargo.toml": "[package]\nname = \"w\"\n[package.metadata.nested_workspace]\nroots = [\"n\"]\n", "src/lib.rs": "",
					"n/Cargo.toml": "[package]\nname = \"n\"\n[workspace]\n", "n/src/lib.rs": "", ".vscode/x": "",
				} {
					path := filepath.Join(dir, name)
					if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
						t.Fatal(err)
					}
				}
				path := filepath.Join(dir, tt.path)
				_ = os.Remove(path)
				if err := lay(path); err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				defer cancel()
				cmd := exec.CommandContext(ctx, "cargo-nw", tt.argv...)
				cmd.Dir, cmd.Env = dir, append(os.Environ(), "CARGO_HOME="+filepath.Join(dir, "home"))
				out, _ := cmd.CombinedOutput()
				want := tt.says
				if kind == "sparse" {
					want = "is larger than"
				}
				if ctx.Err() != nil || !strings.Contains(string(out), want) {
					t.Errorf("%v, %v:\n%s", ctx.Err(), cmd.ProcessState, out)
				}
			})
		}
	}
}
