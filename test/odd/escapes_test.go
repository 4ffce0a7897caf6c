package odd_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"
)

// TestMessagesHoldNoEscapes has hostile names in the files of a repository, and
// looks at what we say about them.
func TestMessagesHoldNoEscapes(t *testing.T) {
	t.Parallel()
	const red = "\x1b[31mX"
	const nest = "[package.metadata.nested_workspace]\nroots = [\"n\"]\n"
	const pkg = "[package]\nname = \"w\"\nedition = \"2021\"\n"
	inner := map[string]string{"n/Cargo.toml": "[package]\nname = \"n\"\n[workspace]\n", "n/src/lib.rs": "", "src/lib.rs": ""}
	for _, tt := range []struct {
		name  string
		files map[string]string
		argv  []string
	}{
		{"key of a config", map[string]string{".cargo/config.toml": "\"\\u001b[31mX\"=1\n\"\\u001b[31mX\"=2\n"}, []string{"-j2", "check"}},
		{"include", map[string]string{".cargo/config.toml": "include = [\"\\u001b[31mX.toml\"]\n"}, []string{"-j2", "check"}},
		{"path of a config", map[string]string{red + "/.cargo/config.toml": "x", red + "/Cargo.toml": pkg + nest, red + "/n/Cargo.toml": "[package]\nname = \"n\"\n[workspace]\n"}, []string{"--manifest-path", red + "/Cargo.toml", "-j2", "check"}},
		{"lock file", map[string]string{"n/Cargo.lock": red + " = "}, []string{"doctor"}},
		{"lock file, selected", map[string]string{"n/Cargo.lock": red + " = "}, []string{"--having", "x", "check"}},
		{"package name", map[string]string{"Cargo.toml": "[package]\nname = \"\\u001b[31mX\"\n" + nest}, []string{"doctor"}},
		{"profile and dependency", map[string]string{"Cargo.toml": pkg + nest + "[profile.\"\\u001b[31mX\"]\nopt-level = 1\n[dependencies.\"\\u001b[31mX\"]\npath = \"nowhere\"\n"}, []string{"doctor"}},
		{"edition", map[string]string{"Cargo.toml": "[package]\nname = \"w\"\nedition = \"\\u001b[31mX\"\n" + nest}, []string{"doctor"}},
		{"toolchain", map[string]string{"rust-toolchain": red + "\n"}, []string{"doctor"}},
		{"exclude", map[string]string{"Cargo.toml": pkg + nest + "[workspace]\nexclude = [\"\\u001b[31mX\"]\nmembers = [\"\\u001b[31mX\"]\n"}, []string{"doctor"}},
		{"settings", map[string]string{".vscode/settings.json": "{\"" + red + "\": "}, []string{"setup", "--check", "--editor", "vscode"}},
		{"build", map[string]string{"Cargo.toml": "[package]\nname = \"w\"\nbuild = \"../\\u001b[31mX.rs\"\n" + nest}, []string{"setup", "--check", "--direct"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			put := func(files map[string]string) {
				for name, text := range files {
					path := filepath.Join(dir, name)
					if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			}
			put(inner)
			put(map[string]string{"Cargo.toml": pkg + nest})
			put(tt.files)
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			cmd := exec.CommandContext(ctx, "cargo-nw", tt.argv...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "CARGO_HOME="+filepath.Join(dir, "home"), "CARGO_NET_OFFLINE=true")
			out, err := cmd.CombinedOutput()
			if ctx.Err() != nil {
				t.Fatal(err)
			}
			ours := false
			for line := range strings.Lines(string(out)) {
				line = strings.TrimSuffix(line, "\n")
				if !slices.ContainsFunc([]string{"cargo-nw: ", "error[", "warning[", "  --> ", "   = "}, func(start string) bool { return strings.HasPrefix(line, start) }) {
					continue
				}
				ours = true
				if !utf8.ValidString(line) || strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
					t.Errorf("a terminal acts on %q", line)
				}
			}
			if !ours {
				t.Errorf("nothing was said of it:\n%s", out)
			}
		})
	}
}
