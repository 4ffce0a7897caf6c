package doctor

import (
	"io"

	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Version is the version of the format that [JSON] writes; see docs/doctor.md.
const Version = 1

type jsonFinding struct {
	Check    string   `json:"check"`
	Severity Severity `json:"severity"`
	Path     *string  `json:"path"`
	Line     *int     `json:"line"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint"`
	About    string   `json:"about"` // a page
}

// JSON writes the findings for programs, one by one. Paths are relative to the
// current directory.
func JSON(w io.Writer, style report.Style, e Examined) error {
	out := []jsonFinding{}
	for _, f := range e.Findings {
		j := jsonFinding{Check: f.Check, Severity: f.Severity, Message: f.said(), Hint: f.Hint, About: page + "#" + f.Check}
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
		Allowed  int           `json:"allowed"`
	}{Version, out, e.Accepted})
}
