package config

import (
	"os"
	"path/filepath"
)

// parent removes the last component, whatever it is, except "." (Rust's
// std::path::Path::parent).
func parent(path string) string {
	volume := filepath.VolumeName(path)
	rest := trimmed(path[len(volume):])
	for rest != "" && !os.IsPathSeparator(rest[len(rest)-1]) {
		rest = rest[:len(rest)-1]
	}
	if rest = trimmed(rest); rest == "" {
		rest = string(filepath.Separator)
	}
	return volume + rest
}

// trimmed is path without separators and single dots at its end.
func trimmed(path string) string {
	for path != "" {
		switch {
		case os.IsPathSeparator(path[len(path)-1]):
		case path[len(path)-1] == '.' && len(path) > 1 && os.IsPathSeparator(path[len(path)-2]):
		default:
			return path
		}
		path = path[:len(path)-1]
	}
	return path
}
