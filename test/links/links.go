// Package links makes symbolic links in tests. It is for tests alone.
package links

import (
	"os"
	"testing"
)

// Make links path to target. If no link can be created the test is skipped:
// Windows wants a right for it that few users have, and wine 8 says that it has
// made one and has not.
func Make(tb testing.TB, target, path string) {
	tb.Helper()
	if err := os.Symlink(target, path); err != nil {
		tb.Skip("no symbolic links here:", err)
	}
	if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
		tb.Skip("no symbolic links here: none was made, as by wine 8")
	}
}
