package graph

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// show is a path in a message, seen from base where there is a way. What a
// terminal would act on is escaped.
func show(base, path string) string {
	if rel, err := filepath.Rel(base, path); err == nil {
		path = rel
	}
	if text := printable.Text(path); text != path {
		return text
	}
	return "`" + path + "`"
}

// resolve follows the symlinks of a directory, where it can.
func resolve(dir string) string {
	if resolved, err := filepath.EvalSymlinks(dir); err == nil {
		return resolved
	}
	return dir
}
