package config

import (
	"os"
	"path/filepath"
)

// absolute is where a path of the configuration leads.
func absolute(base, path string) string { return filepath.Clean(joined(base, path)) }

// joined keeps "..", as cargo's own joining does: the parent of `a/../b.toml`
// is `a/..` to it, and the parent of that is `a`.
func joined(base, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return base + string(filepath.Separator) + path
}

// parent takes the last component away, whatever it is, but for "." (Rust's
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

// exists says whether cargo would take a --config value for a file.
func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
