package nested

import (
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
