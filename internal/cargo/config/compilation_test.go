package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// TestCompilation says what makes two places the same, and what does not.
func TestCompilation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file, other string // .cargo/config.toml of two places
		env         []string
		same        bool
		linker      bool
		rustc       string
		targets     []string
	}{
		"nothing":            {same: true},
		"other keys":         {file: "[build]\njobs = 3\ntarget-dir = \"x\"\n[alias]\na = \"b\"\n[net]\noffline = true", same: true},
		"the same":           {file: "[env]\nA = \"1\"", other: "[env]\nA = \"1\"", same: true},
		"[env]":              {file: "[env]\nA = \"1\"", other: "[env]\nA = \"2\""},
		"a path in [env]":    {file: "[env]\nA = { value = \"x\", relative = true }", other: "[env]\nA = { value = \"x\", relative = true }"},
		"a linker":           {file: "[target.x86_64-unknown-linux-gnu]\nlinker = \"clang\"", linker: true},
		"flags":              {file: "[build]\nrustflags = [\"-Copt-level=1\"]", same: true},
		"flags for linkers":  {file: "[build]\nrustflags = \"-Clink-arg=-fuse-ld=mold\"", same: true, linker: true},
		"flags of a target":  {file: "[target.'cfg(unix)']\nrustflags = [\"--cfg=x\"]"},
		"a wrapper":          {file: "[build]\nrustc-wrapper = \"sccache\""},
		"a compiler":         {file: "[build]\nrustc = \"my-rustc\"", rustc: "my-rustc"},
		"a target":           {file: "[build]\ntarget = \"wasm32-wasip1\"", same: true, targets: []string{"wasm32-wasip1"}},
		"targets":            {file: "[build]\ntarget = [\"a-b-c\", \"x/y.json\"]", same: true, targets: []string{"a-b-c", "y"}},
		"variables":          {env: []string{"RUSTC=other-rustc", "CARGO_BUILD_TARGET=q-r-s", "CARGO_TARGET_DIR=/x"}, same: true, rustc: "other-rustc", targets: []string{"q-r-s"}},
		"a linker, by env":   {env: []string{"CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER=clang"}, same: true, linker: true},
		"under mold":         {env: []string{"LD_PRELOAD=/usr/lib/mold/mold-wrapper.so"}, same: true, linker: true},
		"flags, by env":      {env: []string{"RUSTFLAGS=-Clinker=clang"}, same: true, linker: true},
		"the other's linker": {other: "[host]\nlinker = \"x\""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			top := t.TempDir()
			var got [2]config.Compilation
			for i, text := range []string{c.file, c.other} {
				dir := filepath.Join(top, []string{"a", "b"}[i])
				if err := os.MkdirAll(filepath.Join(dir, ".cargo"), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(dir, ".cargo", "config.toml"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
				var err error
				if got[i], err = config.NewReader().Compilation(config.Place{Dir: dir, Home: filepath.Join(top, "home"), Env: c.env}); err != nil {
					t.Fatal(err)
				}
			}
			if same := got[0].Text == got[1].Text; same != c.same {
				t.Errorf("same: %t\n%s\n%s", same, got[0].Text, got[1].Text)
			}
			if got[0].Linker != c.linker || got[0].Rustc != c.rustc || !slices.Equal(got[0].Targets, c.targets) {
				t.Errorf("got %+v", got[0])
			}
			if strings.Contains(got[0].Text, "jobs") {
				t.Error(got[0].Text)
			}
		})
	}
}
