package diagnostics

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Diagnostic is one error or warning of the compiler.
type Diagnostic struct {
	Level   string // "error" or "warning"
	Code    string // E0308, unused_variables, clippy::…; "" if it has none
	Message string
	// Rendered is the text that cargo prints without --message-format=json.
	Rendered string
	// File is as rustc got it: relative to the workspace's root directory, or
	// absolute; "" if it is not about a place.
	File                  string
	Line, Column, EndLine int // counted from 1
}

// message is cargo's JSON message with a diagnostic in it
// (https://doc.rust-lang.org/cargo/reference/external-tools.html#json-messages,
// https://doc.rust-lang.org/rustc/json.html).
type message struct {
	Reason  string
	Message struct {
		Message, Level, Rendered string
		Code                     *struct{ Code string }
		Spans                    []span
	}
}

type span struct {
	FileName    string `json:"file_name"`
	LineStart   int    `json:"line_start"`
	LineEnd     int    `json:"line_end"`
	ColumnStart int    `json:"column_start"`
	Primary     bool   `json:"is_primary"`
	Expansion   *struct{ Span span }
}

// Parse reads one line of the output of `cargo … --message-format=json`. It is
// ok only for an error or a warning of the compiler; a message that only counts
// earlier ones is neither.
func Parse(line []byte) (d Diagnostic, ok bool) {
	if !bytes.HasPrefix(line, []byte(`{"`)) || !bytes.Contains(line, []byte(`"compiler-message"`)) {
		return Diagnostic{}, false
	}
	var m message
	if err := json.Unmarshal(line, &m); err != nil || m.Reason != "compiler-message" {
		return Diagnostic{}, false
	}
	d = Diagnostic{Message: m.Message.Message, Rendered: m.Message.Rendered, Level: m.Message.Level}
	if strings.HasPrefix(d.Level, "error") { // "error: internal compiler error"
		d.Level = "error"
	}
	if m.Message.Code != nil {
		d.Code = m.Message.Code.Code
	}
	for _, s := range m.Message.Spans {
		if s.Primary {
			s = s.written()
			d.File, d.Line, d.Column, d.EndLine = s.FileName, s.LineStart, s.ColumnStart, s.LineEnd
			break
		}
	}
	total := d.File == "" && (strings.HasPrefix(d.Message, "aborting due to") || strings.HasSuffix(d.Message, "emitted"))
	return d, (d.Level == "error" || d.Level == "warning") && !total
}

// written is the place, in the user's own code, that led to the span: a macro
// of another crate is in somebody else's file.
func (s span) written() span {
	for s.Expansion != nil {
		s = s.Expansion.Span
	}
	return s
}
