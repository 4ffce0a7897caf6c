package skeleton

import (
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// patched are the manifests on disk in the table [patch] of a root in dir.
func patched(value any, dir string) (list []string) {
	sources, _ := value.(map[string]any)
	for _, source := range slices.Sorted(maps.Keys(sources)) {
		list = append(list, substituted(sources[source], dir)...)
	}
	return list
}

func substituted(value any, dir string) (list []string) {
	table, _ := value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(table)) {
		entry, _ := table[name].(map[string]any)
		if path, ok := entry["path"].(string); ok {
			list = append(list, filepath.Join(paths.Absolute(dir, filepath.FromSlash(path)), manifest.FileName))
		}
	}
	return list
}

// overriding are the manifests of the packages in a directory of the key paths:
// that of the directory, or those of the directories in it
// (https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html).
func overriding(dir string) []string {
	if own := filepath.Join(dir, manifest.FileName); paths.IsFile(own) {
		return []string{own}
	}
	var list []string
	entries, _ := os.ReadDir(dir) // what cannot be read has none
	for _, e := range entries {
		if path := filepath.Join(dir, e.Name(), manifest.FileName); paths.IsFile(path) {
			list = append(list, path)
		}
	}
	return list
}
