package toolchain_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// TestStore checks what is certainly missing, and whether rustup installs it.
func TestStore(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings string
		env      []string
		lacks    map[string]bool
		installs bool
	}{
		"plain": {"version = \"12\"", nil, map[string]bool{
			"stable": false, "1.70.0": false, "1.70": true, "beta": true, "nightly-2024-01-01": false, "nightly": true,
			"stable-x86_64-unknown-linux-gnu": false, "beta-x86_64-unknown-linux-gnu": false, "stable-gnu": false, "mine": false, "yours": false, "": false,
		}, true},
		"switched off":        {"auto_install = \"disable\"", nil, map[string]bool{"beta": true}, false},
		"switched on again":   {"auto_install = \"disable\"", []string{"RUSTUP_AUTO_INSTALL=1"}, map[string]bool{"beta": true}, true},
		"by the environment":  {"", []string{"RUSTUP_AUTO_INSTALL=0"}, map[string]bool{"beta": true}, false},
		"any word but 0":      {"", []string{"RUSTUP_AUTO_INSTALL=false"}, map[string]bool{"beta": true}, true},
		"overrides decide":    {"[overrides]\n\"/w\" = \"stable\"", nil, map[string]bool{"beta": false}, true},
		"unreadable settings": {"[", nil, map[string]bool{"beta": false}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			for _, dir := range []string{"stable-x86_64-unknown-linux-gnu", "1.70.0-aarch64-apple-darwin", "nightly-2024-01-01-x86_64-pc-windows-msvc", "mine"} {
				if err := os.MkdirAll(filepath.Join(home, "toolchains", dir), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.WriteFile(filepath.Join(home, "settings.toml"), []byte(c.settings), 0o600); err != nil {
				t.Fatal(err)
			}
			store := toolchain.ReadStore(append(c.env, "RUSTUP_HOME="+home))
			for name, want := range c.lacks {
				if store.Lacks(name) != want {
					t.Errorf("Lacks(%q) = %v", name, !want)
				}
			}
			if store.Installs() != c.installs {
				t.Errorf("Installs() = %v", !c.installs)
			}
		})
	}
	if toolchain.ReadStore([]string{"RUSTUP_HOME=" + t.TempDir()}).Lacks("beta") {
		t.Error("without rustup something is missing")
	}
}
