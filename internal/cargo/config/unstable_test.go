package config_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
)

func TestUnstable(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	below := filepath.Join(dir, "below")
	for path, text := range map[string]string{
		filepath.Join(dir, ".cargo", "config.toml"):   "[unstable]\nbindeps = true\ngitoxide = false\n",
		filepath.Join(below, ".cargo", "config.toml"): "include = ['more.toml']\n[unstable]\nbuild-std = ['core']\n",
		filepath.Join(below, ".cargo", "more.toml"):   "[unstable]\nfeature-unification = true\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := config.NewReader()
	if got, want := r.Unstable(below, ""), []string{"bindeps", "feature-unification"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !r.BuildStd(below, "") || r.BuildStd(dir, "") {
		t.Error("build-std is set in the directory below, and only there")
	}
}
