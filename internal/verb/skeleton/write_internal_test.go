package skeleton

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/skeleton"
	"github.com/cargo-nw/cargo-nw/test/links"
)

// TestWriteFails leaves a directory as it was when something cannot be written.
func TestWriteFails(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	gone := skeleton.Tree{Files: []skeleton.File{{Path: "a/b", Text: []byte("x")}, {Path: "c", From: filepath.Join(dir, "gone")}}}
	for _, out := range []string{filepath.Join(dir, "new"), t.TempDir()} {
		_, missing := os.Stat(out)
		if err := write(t.Context(), out, gone); err == nil {
			t.Fatal("a file that is gone is no error")
		}
		if entries, err := os.ReadDir(out); len(entries) > 0 || (err != nil) != (missing != nil) {
			t.Errorf("%s: %v, %v", out, entries, err)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	whole := skeleton.Tree{Files: []skeleton.File{{Path: "a/b", Text: []byte("x"), Program: true}, {Path: "c", Link: "a"}}}
	out := filepath.Join(dir, "out")
	if err := write(ended, out, whole); err == nil {
		t.Error("it goes on after a signal")
	}
	links.Make(t, "a", filepath.Join(dir, "link")) // or skips the rest
	if err := write(t.Context(), out, whole); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(out, "c", "b"))
	if err != nil || info.Mode()&0o100 == 0 || !info.ModTime().Equal(age) {
		t.Errorf("%v, %v", info, err)
	}
}
