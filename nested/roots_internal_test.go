package nested

import (
	"io/fs"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/glob"
)

// TestPatternError distinguishes what is not a pattern from what cannot be
// read.
func TestPatternError(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	_, bad := glob.Paths(base, "a**")
	for want, err := range map[string]error{
		"is not a valid pattern: recursive wildcards must form a single path component":       bad,
		"matches a directory that cannot be read: `fixtures/shut`: " + syscall.EACCES.Error(): &fs.PathError{Op: "open", Path: filepath.Join(base, "fixtures", "shut"), Err: syscall.EACCES},
	} {
		if got := patternError(base, err); got.message != want || got.hint == "" {
			t.Errorf("got %q, hint %q, want %q", got.message, got.hint, want)
		}
	}
}
