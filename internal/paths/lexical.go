package paths

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
)

// Inside says whether path is outer or is below it. Both are absolute, or both
// relative to the same directory.
func Inside(outer, path string) bool {
	rel, err := filepath.Rel(outer, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Relative is path as seen from the directory base. If there is no way, as
// between two volumes on Windows, it is path itself.
func Relative(base, path string) string {
	if rel, err := filepath.Rel(base, path); err == nil {
		return rel
	}
	return path
}

// Shown is path as messages, reports and options write it: as seen from the
// directory base, with slashes on every system.
func Shown(base, path string) string { return filepath.ToSlash(Relative(base, path)) }

// Absolute is where path leads for a process in the directory base, lexically
// clean.
func Absolute(base, path string) string {
	if Rooted(path) {
		return filepath.Clean(from(base, path))
	}
	return filepath.Join(base, path)
}

// Join is Rust's Path::join, which cargo uses: an absolute path replaces base,
// and nothing is made clean. The ".." that stay matter after a symlink, and for
// the parent of the result.
func Join(base, path string) string {
	if Rooted(path) {
		return from(base, path)
	}
	return base + string(filepath.Separator) + path
}

// Rooted says whether a path does not start in the current directory of a
// process: it is absolute or, on Windows, starts at the root of the current
// volume (\a) or in the current directory of a volume that it gives (D:a).
func Rooted(path string) bool {
	return filepath.VolumeName(path) != "" || path != "" && os.IsPathSeparator(path[0])
}

// from is a rooted path with the volume of base if it has none.
func from(base, path string) string {
	if filepath.VolumeName(path) != "" {
		return path
	}
	return filepath.VolumeName(base) + path
}

// Up is dir, which is clean, and each directory above it, the nearest first.
func Up(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for yield(dir) {
			up := filepath.Dir(dir)
			if up == dir {
				return
			}
			dir = up
		}
	}
}
