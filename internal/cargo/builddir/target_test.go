package builddir_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

// TestSeen has target directories with either mark, below the start, next to it
// and around it.
func TestSeen(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	for _, name := range []string{"CACHEDIR.TAG", "top/made/CACHEDIR.TAG", "top/a/given/.rustc_info.json", "beside/CACHEDIR.TAG", "top/target/other"} {
		if err := os.MkdirAll(filepath.Dir(at(name)), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at(name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	seen := builddir.Seen{}
	for name, want := range map[string]bool{
		"top": false, "top/a": false, "top/made": true, "top/made/package/x": true, "top/a/given/x": true,
		"top/target": false, "beside/package/x": true, ".": false,
	} {
		for range 2 { // the second time it is remembered
			if seen.Holds(at("top"), at(name)) != want {
				t.Errorf("%s: got %t", name, !want)
			}
		}
	}
}
