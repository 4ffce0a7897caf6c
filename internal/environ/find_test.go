package environ_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/environ"
)

// TestFind finds the first program on PATH that may be started.
func TestFind(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	ending := map[bool]string{true: ".exe"}[runtime.GOOS == "windows"]
	for name, mode := range map[string]os.FileMode{"text/p": 0o600, "a/p": 0o700, "b/p": 0o700, "b/q": 0o700} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if mode == 0o700 {
			path += ending
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "directory", "p"+ending), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct{ path, name, want string }{
		{"a b", "p", "a/p"},
		{"b a", "p", "b/p"},
		{"text directory absent b", "p", "b/p"},
		{"a b", "q", "b/q"},
		{"a", "q", ""},
		{"", "p", ""},
	} {
		var list []string
		for name := range strings.FieldsSeq(row.path) {
			list = append(list, filepath.Join(dir, name))
		}
		got, err := environ.Find([]string{"PATH=" + strings.Join(append([]string{"", "."}, list...), string(filepath.ListSeparator))}, row.name)
		if row.want == "" {
			if !errors.Is(err, exec.ErrNotFound) || got != "" {
				t.Errorf("%s in %q: got %q, %v", row.name, row.path, got, err)
			}
		} else if want := filepath.Join(dir, filepath.FromSlash(row.want)) + ending; got != want || err != nil {
			t.Errorf("%s in %q: got %q, %v, want %q", row.name, row.path, got, err, want)
		}
	}
}
