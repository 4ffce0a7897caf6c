package doctor

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Text writes the findings to be read.
func Text(w io.Writer, style report.Style, list []Finding, workspaces int) error {
	var text strings.Builder
	for _, f := range list {
		message := f.Message
		if f.Path != "" {
			where := style.Path(f.Path)
			if f.Line > 0 {
				where = fmt.Sprintf("%s:%d", where, f.Line)
			}
			message = where + ": " + message
		}
		if f.Severity == Error {
			style.Error(&text, message, f.Hint)
		} else {
			style.Warning(&text, message, f.Hint)
		}
	}
	if !style.Quiet {
		errors := Errors(list)
		fmt.Fprintf(&text, "cargo-nw: looked at %s: %s, %s\n", count(workspaces, "workspace"), count(errors, "error"), count(len(list)-errors, "warning"))
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// Version is the version of the format that [JSON] writes; see docs/manual.md.
const Version = 1

type jsonFinding struct {
	Check    string   `json:"check"`
	Severity Severity `json:"severity"`
	Path     *string  `json:"path"`
	Line     *int     `json:"line"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint"`
}

// JSON writes the findings for programs. Paths are relative to the current
// directory.
func JSON(w io.Writer, style report.Style, list []Finding) error {
	out := []jsonFinding{}
	for _, f := range list {
		j := jsonFinding{Check: f.Check, Severity: f.Severity, Message: f.Message, Hint: f.Hint}
		if f.Path != "" {
			path := style.Relative(f.Path)
			j.Path = &path
		}
		if f.Line > 0 {
			j.Line = &f.Line
		}
		out = append(out, j)
	}
	return report.Encode(w, "  ", struct {
		Version  int           `json:"version"`
		Findings []jsonFinding `json:"findings"`
	}{Version, out})
}
