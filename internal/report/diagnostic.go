package report

import (
	"fmt"
	"io"
)

// Diagnostic writes the headline of a finding as rustc does: its kind, the name
// of the check, and what was found.
func (s Style) Diagnostic(w io.Writer, isError bool, check, message string) {
	kind, color := "warning", yellow
	if isError {
		kind, color = "error", red
	}
	_, _ = fmt.Fprintf(w, "%s: %s\n", s.paint(color, kind+"["+check+"]"), s.safe(message))
}

// Place writes where it was found.
func (s Style) Place(w io.Writer, place string) {
	_, _ = fmt.Fprintf(w, "  %s %s\n", s.paint(cyan, "-->"), s.safe(place))
}

// Remark writes a note or a help below a finding.
func (s Style) Remark(w io.Writer, kind, message string) {
	_, _ = fmt.Fprintf(w, "   %s %s: %s\n", s.paint(cyan, "="), kind, s.safe(message))
}
