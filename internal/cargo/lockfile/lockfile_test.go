package lockfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
)

// TestRead has each of cargo's formats.
func TestRead(t *testing.T) {
	t.Parallel()
	const registry = "registry+https://github.com/rust-lang/crates.io-index"
	for name, row := range map[string]struct {
		text string
		want lockfile.Lock
	}{
		"empty": {"", lockfile.Lock{Packages: []lockfile.Package{}}},
		"version 4": {
			"version = 4\n\n[[package]]\nname = \"a\"\nversion = \"0.1.0\"\ndependencies = [\n \"b\",\n \"c 1.0.0\",\n \"c 2.0.0 (" + registry + ")\",\n]\n\n" +
				"[[package]]\nname = \"b\"\nversion = \"1.2.3\"\nsource = \"" + registry + "\"\nchecksum = \"00\"\n",
			lockfile.Lock{Version: 4, Packages: []lockfile.Package{
				{Name: "a", Version: "0.1.0", Dependencies: []lockfile.Dependency{{Name: "b"}, {"c", "1.0.0", ""}, {"c", "2.0.0", registry}}},
				{Name: "b", Version: "1.2.3", Source: registry},
			}},
		},
		"version 1, with a root": {
			"[root]\nname = \"a\"\nversion = \"0.1.0\"\ndependencies = [\"b 1.0.0 (git+https://x/y?rev=z#0)\"]\n[[package]]\nname = \"b\"\nversion = \"1.0.0\"\nsource = \"git+https://x/y?rev=z#0\"\n[metadata]\n\"checksum b 1.0.0\" = \"00\"\n",
			lockfile.Lock{Packages: []lockfile.Package{
				{Name: "b", Version: "1.0.0", Source: "git+https://x/y?rev=z#0"},
				{Name: "a", Version: "0.1.0", Dependencies: []lockfile.Dependency{{"b", "1.0.0", "git+https://x/y?rev=z#0"}}},
			}},
		},
	} {
		path := filepath.Join(t.TempDir(), lockfile.Name)
		if err := os.WriteFile(path, []byte(row.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := lockfile.Read(path)
		if err != nil || !reflect.DeepEqual(got, row.want) {
			t.Errorf("%s: got %+v, %v, want %+v", name, got, err, row.want)
		}
	}
}

// TestReadErrors has the path, and the line if there is one.
func TestReadErrors(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := lockfile.In(filepath.Join(dir, "Cargo.toml"))
	_, err := lockfile.Read(path)
	if _, ok := errors.AsType[*lockfile.Error](err); !ok || !errors.Is(err, fs.ErrNotExist) || err.Error() != path+": no such file or directory" && filepath.Separator == '/' {
		t.Errorf("missing: %v", err)
	}
	if err = os.WriteFile(path, []byte("version = 4\n<<<<<<< HEAD\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err = lockfile.Read(path)
	if bad, ok := errors.AsType[*lockfile.Error](err); !ok || bad.Path != path || bad.Line != 2 {
		t.Errorf("conflict: %v", err)
	}
}
