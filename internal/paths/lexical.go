package paths

import (
	"iter"
	"path/filepath"
	"strings"
)

// Inside says whether path is outer or lies below it. Both are absolute, or
// both relative to the same directory.
func Inside(outer, path string) bool {
	rel, err := filepath.Rel(outer, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// Relative is path as seen from the directory base. Where there is no way,
// between two volumes of Windows say, it is path itself.
func Relative(base, path string) string {
	if rel, err := filepath.Rel(base, path); err == nil {
		return rel
	}
	return path
}

// Shown is path as people, reports and options call it: as seen from the
// directory base, with slashes on every system.
func Shown(base, path string) string { return filepath.ToSlash(Relative(base, path)) }

// Absolute is where path leads for a process in the directory base, lexically
// clean.
func Absolute(base, path string) string {
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(base, path)
}

// Join is Rust's Path::join, which cargo uses: an absolute path replaces base,
// and nothing is made clean. The ".." that stay count where a symlink is before
// them, and where the parent of the result is asked for.
func Join(base, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return base + string(filepath.Separator) + path
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
