package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

// TestNewLayout has the unstable key in every place that cargo reads.
func TestNewLayout(t *testing.T) {
	t.Parallel()
	on, off := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(on, ".cargo"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(on, ".cargo", "config.toml"), []byte("[unstable]\nbuild-dir-new-layout = true\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, row := range map[string]struct {
		place config.Place
		want  bool
	}{
		"nothing":           {config.Place{Dir: off}, false},
		"a file":            {config.Place{Dir: on}, true},
		"the environment":   {config.Place{Dir: off, Env: []string{"CARGO_UNSTABLE_BUILD_DIR_NEW_LAYOUT=true"}}, true},
		"it beats the file": {config.Place{Dir: on, Env: []string{"CARGO_UNSTABLE_BUILD_DIR_NEW_LAYOUT=false"}}, false},
		"the command line":  {config.Place{Dir: off, CLI: []string{"unstable.build-dir-new-layout=true"}}, true},
	} {
		got, err := config.NewReader().Load(row.place)
		if err != nil || got.NewLayout != row.want {
			t.Errorf("%s: got %t, %v, want %t", name, got.NewLayout, err, row.want)
		}
	}
}
