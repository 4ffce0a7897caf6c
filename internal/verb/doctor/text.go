package doctor

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// places is how many places of a group are shown before the rest is counted.
const places = 6

// Text writes the findings to be read, as rustc does: those of one kind
// together, with their places and the remedy below. A quiet style leaves out
// warnings.
func Text(w io.Writer, style report.Style, e Examined) error {
	var text strings.Builder
	for _, group := range grouped(e.Findings) {
		if group[0].Severity == Error || !style.Quiet {
			writeGroup(&text, style, group)
		}
	}
	if !style.Quiet {
		errors := Errors(e.Findings)
		fmt.Fprintf(&text, "cargo-nw: looked at %s: %s, %s", count(e.Workspaces, "workspace"), count(errors, "error"), count(len(e.Findings)-errors, "warning"))
		if e.Accepted > 0 {
			fmt.Fprintf(&text, ", %d allowed", e.Accepted)
		}
		text.WriteString("\n")
		if len(e.Findings) > 0 {
			fmt.Fprintf(&text, "cargo-nw: about a check: %s#%s\n", page, e.Findings[0].Check)
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func writeGroup(text *strings.Builder, style report.Style, group []Finding) {
	first := group[0]
	alike := !slices.ContainsFunc(group, func(f Finding) bool { return f.Message != first.Message })
	headline := sentence(style, first)
	if len(group) > 1 {
		headline = fmt.Sprintf(first.Many, len(group))
	}
	style.Diagnostic(text, first.Severity == Error, first.Check, headline)
	shown := group
	if len(group) > places {
		shown = group[:places-1]
	}
	for _, f := range shown {
		place := ""
		if f.Path != "" {
			place = style.Path(f.Path)
		}
		if f.Line > 0 {
			place += fmt.Sprintf(":%d", f.Line)
		}
		if len(group) > 1 && !alike {
			place += ": " + f.Message
		}
		if place != "" {
			style.Place(text, place)
		}
	}
	if more := len(group) - len(shown); more > 0 {
		style.Place(text, fmt.Sprintf("… and %d more; --format json has all of them", more))
	}
	switch {
	case first.Why == "":
	case len(group) > 1 && alike:
		style.Remark(text, "note", "each "+first.Message+": "+first.Why)
	default:
		style.Remark(text, "note", first.Why)
	}
	for i, f := range shown {
		same := func(other Finding) bool { return other.Hint == f.Hint }
		if f.Hint != "" && slices.IndexFunc(shown, same) == i {
			style.Remark(text, "help", f.Hint)
		}
	}
	text.WriteString("\n")
}

// verbs begin the messages that say something about their path.
var verbs = []string{"is", "does", "has", "needs", "builds", "calls", "depends", "shares", "cannot"}

// sentence is the message of a finding that stands alone.
func sentence(style report.Style, f Finding) string {
	word, _, _ := strings.Cut(f.Message, " ")
	if f.Path == "" || !slices.Contains(verbs, word) {
		return f.Message
	}
	return style.Path(f.Path) + " " + f.Message
}

// some shows the first few of a list.
func some(list []string) string {
	const shown = 3
	if len(list) <= shown+1 {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), len(list)-shown)
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
