package unitgraph

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// inputs are the files and directories of a package, beside its manifest, of
// which only the presence counts: by them cargo finds targets
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery).
var inputs = []string{"build.rs", "src/lib.rs", "src/main.rs", "src/bin", "examples", "tests", "benches"}

// Key stands for all that the answers of a cargo depend on: its version, its
// environment, files by what is in them, and packages by manifest and targets.
func (c Cargo) Key(files, packages []string) string {
	parts := []string{"1", c.Program, c.Dir, c.Version.Text, strings.Join(c.Unstable, ",")}
	for _, kv := range slices.Sorted(slices.Values(c.Env)) {
		if strings.HasPrefix(kv, "CARGO_") || strings.HasPrefix(kv, "RUST") {
			parts = append(parts, kv)
		}
	}
	for _, path := range slices.Sorted(slices.Values(files)) {
		parts = append(parts, path, content(path))
	}
	for _, dir := range slices.Sorted(slices.Values(packages)) {
		parts = append(parts, dir, content(filepath.Join(dir, "Cargo.toml")))
		for _, name := range inputs {
			parts = append(parts, present(filepath.Join(dir, filepath.FromSlash(name)))...)
		}
	}
	id := sum(parts...)
	return hex.EncodeToString(id[:])
}

// content is the text of a file; a missing one is not an empty one.
func content(path string) string {
	data, err := regular.Read(path)
	if err != nil {
		return "\x00missing"
	}
	return string(data)
}

// present lists a file, or what is in a directory and one level below it.
func present(path string) []string {
	entries, err := os.ReadDir(path)
	if err != nil {
		if _, err := os.Stat(path); err == nil {
			return []string{path}
		}
		return nil
	}
	var found []string
	for _, e := range entries {
		found = append(found, filepath.Join(path, e.Name()))
		if e.IsDir() {
			if _, err := os.Stat(filepath.Join(path, e.Name(), "main.rs")); err == nil {
				found = append(found, filepath.Join(path, e.Name(), "main.rs"))
			}
		}
	}
	return found
}
