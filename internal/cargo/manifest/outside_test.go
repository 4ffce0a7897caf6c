package manifest_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
)

func TestOutside(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for path, text := range map[string]string{
		"ws/Cargo.toml":        "[workspace]\n[package]\nname = \"ws\"\n[dependencies]\nmember = { path = \"member\" }\nnear = { path = \"../near\" }\n",
		"ws/member/Cargo.toml": "[package]\nname = \"member\"\n[build-dependencies]\nfar = { path = \"../../far\" }\n",
		"near/Cargo.toml":      "[package]\nname = \"near\"\n[target.'cfg(unix)'.dependencies]\nws = { path = \"../ws\" }\nlost = { path = \"../lost\" }\n",
		"far/Cargo.toml":       "[package]\nname = \"far\"\n",
	} {
		path = filepath.Join(dir, path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r := manifest.NewReader("")
	ws, err := r.Workspace(filepath.Join(dir, "ws", "Cargo.toml"))
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, name := range []string{"far", "lost", "near"} {
		want = append(want, filepath.Join(dir, name, "Cargo.toml"))
	}
	if got := r.Outside(ws); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
