package nested

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// show is a path or a pattern for a message, with slashes. What a terminal
// would act on is escaped.
func show(path string) string {
	path = filepath.ToSlash(path)
	if text := printable.Text(path); text != path {
		return text
	}
	return "`" + path + "`"
}
