//go:build unix

package report_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// TestFileKeepsTheMode replaces reports that not everybody may read, under the
// longest name that there is.
func TestFileKeepsTheMode(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, was := range map[string]os.FileMode{"new": 0, "private": 0o600, "shared": 0o664, strings.Repeat("x", 255): 0o640} {
		path, want := filepath.Join(dir, name), was
		if was == 0 {
			want = 0o644
		} else if err := os.WriteFile(path, []byte("old"), was); err != nil {
			t.Fatal(err)
		} else if err := os.Chmod(path, was); err != nil { // whatever the umask
			t.Fatal(err)
		}
		f, err := report.Prepare(path)
		if err != nil {
			t.Fatal(err)
		}
		if err = f.Write(func(w io.Writer) error { return report.Encode(w, "", "new") }); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(path)
		if err != nil || string(text) != "\"new\"\n" || info.Mode().Perm() != want {
			t.Errorf("%.10s: %q, mode %v, want %v, %v", name, text, info.Mode(), want, err)
		}
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 4 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
