package drift

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/align"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// leftText lists the packages that stay at another version, each with the
// reason.
func leftText(w io.Writer, style report.Style, left []align.Left) {
	if len(left) == 0 {
		return
	}
	var out strings.Builder
	out.WriteString("these keep another version:\n")
	for _, l := range left {
		fmt.Fprintf(&out, "    %s %s in %s, not %s: %s\n", shown(l.Name), shown(l.From), style.Path(l.Workspace), shown(l.To), why(style, l))
	}
	_, _ = io.WriteString(w, out.String()) // nobody can be told
}

// why prefers what a manifest says to what cargo says of it.
func why(style report.Style, l align.Left) string {
	var asks []string
	for _, h := range l.Held {
		asks = append(asks, fmt.Sprintf("%s asks for %s (%s)", shown(h.By), shown(h.Versions), style.Path(h.Manifest)))
	}
	if asks != nil && !strings.HasPrefix(l.Why, "all of the file") {
		return strings.Join(asks, ", ")
	}
	return shown(cmp.Or(l.Why, "another version is already there"))
}
