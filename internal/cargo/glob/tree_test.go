package glob_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/test/links"
)

// tree makes files ("name: text"), symbolic links ("name -> target") and
// directories ("name/") in a new directory.
func tree(t *testing.T, entries ...string) string {
	t.Helper()
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		name, text, file := strings.Cut(entry, ": ")
		name, target, link := strings.Cut(name, " -> ")
		path, dir := filepath.Join(base, name), filepath.Dir(filepath.Join(base, name+"x"))
		err = os.MkdirAll(dir, 0o700)
		switch {
		case err != nil:
		case link:
			links.Make(t, target, path)
		case file:
			err = os.WriteFile(path, []byte(text), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return base
}
