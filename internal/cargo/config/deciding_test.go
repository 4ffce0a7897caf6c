package config_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// TestDeciding keeps the keys that change what is compiled: lists of several
// files add up, and of other values the nearest file has its way.
func TestDeciding(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, map[string]string{
		".cargo/config.toml":    "[build]\nrustflags = ['-Ca']\njobs = 1\n[target.wasm32-unknown-unknown]\nrunner = 'x'\nlinker = 'far'\n[alias]\nb = 'build'\n",
		"ws/.cargo/config.toml": "include = ['more.toml']\n[build]\nrustflags = ['-Cb']\n[target]\nwasm32-unknown-unknown.linker = 'near'\n[profile.dev]\ndebug = 0\n",
		"ws/.cargo/more.toml":   "[env]\nX = '1'\n[profile]\ndev.debug = 1\n[unstable]\nbuild-std = ['core']\nbindeps = true\n",
		"broken/.cargo/config":  "not TOML",
	})
	found := config.NewReader().Deciding(filepath.Join(dir, "ws"))
	var got []string
	for _, key := range slices.Sorted(maps.Keys(found)) {
		rel, err := filepath.Rel(dir, found[key].File)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, key+" "+found[key].Text+" "+filepath.ToSlash(rel))
	}
	want := []string{
		`build.rustflags ["-Ca"] ["-Cb"] ws/.cargo/config.toml`,
		`env.X "1" ws/.cargo/more.toml`,
		`profile.dev {"debug":0} ws/.cargo/config.toml`,
		`target.wasm32-unknown-unknown.linker "near" ws/.cargo/config.toml`,
		`unstable.build-std ["core"] ws/.cargo/more.toml`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if found := config.NewReader().Deciding(filepath.Join(dir, "broken")); found["build.rustflags"].Text != `["-Ca"]` {
		t.Errorf("below a broken file: %v", found)
	}
}
