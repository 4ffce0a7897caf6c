package nested

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// show names a path or a pattern in a message. What a terminal would act on is
// escaped.
func show(path string) string {
	if text := printable.Text(path); text != path {
		return text
	}
	return "`" + path + "`"
}

// relative is path as seen from base, where there is a way.
func relative(base, path string) string {
	if rel, err := filepath.Rel(base, path); err == nil {
		return rel
	}
	return path
}

// contains says whether inner is outer or lies below it.
func contains(outer, inner string) bool {
	rel, err := filepath.Rel(outer, inner)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// resolve follows the symlinks of a directory, where it can.
func resolve(dir string) string {
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		return resolved
	}
	return dir
}
