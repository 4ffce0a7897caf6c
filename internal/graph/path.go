package graph

import (
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// show is a path in a message, relative to base if possible. What a terminal
// would act on is escaped.
func show(base, path string) string {
	path = paths.Shown(base, path)
	if text := printable.Text(path); text != path {
		return text
	}
	return "`" + path + "`"
}
