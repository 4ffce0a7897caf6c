package toolchain_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// TestNamed distinguishes a toolchain that the user named from one chosen by a
// file or the default.
func TestNamed(t *testing.T) {
	t.Parallel()
	here := t.TempDir()
	if err := os.WriteFile(filepath.Join(here, "rust-toolchain.toml"), []byte("[toolchain]\nchannel = \"nightly\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	const nightly, stable = "nightly-x86_64-unknown-linux-gnu", "stable-x86_64-unknown-linux-gnu"
	for name, c := range map[string]struct {
		env       []string
		dir, want string
	}{
		"no rustup":             {nil, here, ""},
		"default":               {[]string{"RUSTUP_TOOLCHAIN=stable", "RUSTUP_TOOLCHAIN_SOURCE=default"}, "", ""},
		"file":                  {[]string{"RUSTUP_TOOLCHAIN=stable", "RUSTUP_TOOLCHAIN_SOURCE=toolchain-file"}, "", ""},
		"+nightly":              {[]string{"RUSTUP_TOOLCHAIN=" + nightly, "RUSTUP_TOOLCHAIN_SOURCE=cli"}, "", nightly},
		"environment":           {[]string{"RUSTUP_TOOLCHAIN=nightly", "RUSTUP_TOOLCHAIN_SOURCE=env"}, "", "nightly"},
		"older rustup":          {[]string{"RUSTUP_TOOLCHAIN=nightly"}, "", "nightly"},
		"twice, of the file":    {[]string{"RUSTUP_TOOLCHAIN=" + nightly, "RUSTUP_TOOLCHAIN_SOURCE=env", "RUST_RECURSION_COUNT=2"}, here, ""},
		"twice, of the user":    {[]string{"RUSTUP_TOOLCHAIN=" + stable, "RUSTUP_TOOLCHAIN_SOURCE=env", "RUST_RECURSION_COUNT=2"}, here, stable},
		"twice, a dated one":    {[]string{"RUSTUP_TOOLCHAIN=nightly-2026-01-01-x86_64-unknown-linux-gnu", "RUSTUP_TOOLCHAIN_SOURCE=env", "RUST_RECURSION_COUNT=2"}, here, "nightly-2026-01-01-x86_64-unknown-linux-gnu"},
		"twice, nobody knows":   {[]string{"RUSTUP_TOOLCHAIN=" + nightly, "RUSTUP_TOOLCHAIN_SOURCE=env", "RUST_RECURSION_COUNT=2"}, "", nightly},
		"once, as in the file":  {[]string{"RUSTUP_TOOLCHAIN=" + nightly, "RUSTUP_TOOLCHAIN_SOURCE=env", "RUST_RECURSION_COUNT=1"}, here, nightly},
		"an override of rustup": {[]string{"RUSTUP_TOOLCHAIN=stable", "RUSTUP_TOOLCHAIN_SOURCE=path-override"}, here, ""},
	} {
		if got := toolchain.Named(c.env, c.dir); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestHasOverrides(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"": false, "version = \"12\"\n[overrides]\n": false, "[overrides]\n\"/x\" = \"stable\"\n": true, "[": true,
	} {
		if toolchain.HasOverrides([]byte(text)) != want {
			t.Errorf("HasOverrides(%q) = %t", text, !want)
		}
	}
}

func TestHome(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		env  []string
		want string
	}{
		{[]string{"RUSTUP_HOME=/r", "HOME=/h"}, "/r"}, {[]string{"HOME=/h"}, "/h/.rustup"}, {[]string{"USERPROFILE=/u"}, "/u/.rustup"},
	} {
		if got := filepath.ToSlash(toolchain.Home(row.env)); got != row.want {
			t.Errorf("%q: got %q, want %q", row.env, got, row.want)
		}
	}
}
