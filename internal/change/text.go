package change

import (
	"fmt"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Text is what would change, to be read: a line for each file, and one for each
// item added to it.
func Text(style report.Style, files []File) string {
	var b strings.Builder
	for _, f := range files {
		fmt.Fprintf(&b, "%s: %s\n", style.Path(f.Path), printable.Text(f.What))
		for _, item := range f.Items {
			fmt.Fprintf(&b, "    %s\n", printable.Text(item))
		}
	}
	return b.String()
}
