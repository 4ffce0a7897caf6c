package report

import (
	"fmt"
	"io"

	"github.com/cargo-nw/cargo-nw/nested"
)

// Error writes what is wrong, and what to do about it unless hint is empty.
func (s Style) Error(w io.Writer, message, hint string) {
	s.message(w, s.paint(red, "error:"), message, hint)
}

// Warning writes a warning. Quiet leaves it out.
func (s Style) Warning(w io.Writer, message, hint string) {
	if !s.Quiet {
		s.message(w, s.paint(yellow, "warning:"), message, hint)
	}
}

// Note writes what might otherwise go unnoticed. Quiet leaves it out.
func (s Style) Note(w io.Writer, message string) {
	if !s.Quiet {
		s.message(w, s.paint(green, "note:"), message, "")
	}
}

// Warnings writes those of a discovery.
func (s Style) Warnings(w io.Writer, list []nested.Warning) {
	for _, warning := range list {
		s.Warning(w, s.Located(warning), warning.Hint)
	}
}

// Located puts file and line before the words of a warning.
func (s Style) Located(warning nested.Warning) string {
	where := s.Path(warning.Path)
	if warning.Line > 0 {
		where = fmt.Sprintf("%s:%d", where, warning.Line)
	}
	return where + ": " + warning.Message
}

// message writes all its lines at once, so that nothing comes between them. A
// terminal or a runner acts on nothing in them: a message may come from
// anywhere, and need not have been made safe.
func (s Style) message(w io.Writer, kind, message, hint string) {
	text := fmt.Sprintf("cargo-nw: %s %s\n", kind, s.safe(message))
	if hint != "" {
		text += fmt.Sprintf("cargo-nw: %s %s\n", s.paint(cyan, "hint:"), s.safe(hint))
	}
	_, _ = io.WriteString(w, text)
}
