package edit

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// Width is the number of columns beyond which a list that had no elements is
// written one element a line (the Rust style guide's for Cargo.toml,
// https://doc.rust-lang.org/style-guide/cargo.html).
const Width = 100

// List says where the parts of a list are, as offsets into its text.
type List struct {
	Open, Close int // the brackets
	First, Last int // start of the first element and end of the last one; 0 for none
	Comma       int // end of the comma after the last element; 0 for none
	// EndComma: the format's custom is a comma after the last element, if each is
	// on its own line.
	EndComma bool
}

// Insert returns text with the elements after the existing ones.
func (l List) Insert(text []byte, elements []string) []byte {
	switch {
	case len(elements) == 0:
		return text
	case l.closesOnOwnLine(text):
		return l.lines(text, elements)
	case l.Last > 0:
		return l.behind(text, elements)
	}
	return l.fill(text, elements)
}

// closesOnOwnLine says that the closing bracket is first on its line.
func (l List) closesOnOwnLine(text []byte) bool {
	start := lineStart(text, l.Close)
	return start > l.Open && len(bytes.TrimLeft(text[start:l.Close], " \t")) == 0
}

// lines adds one line for each element before the line of the closing bracket,
// so that a comment stays next to what it is about.
func (l List) lines(text []byte, elements []string) []byte {
	start := lineStart(text, l.Close)
	endComma := l.EndComma
	comma := 0
	if l.Last > 0 {
		endComma = l.Comma > 0
		if !endComma {
			comma = l.Last
		}
	}
	added := oneALine(elements, l.indent(text), Newline(text, start), endComma)
	return splice(text, comma, start, added)
}

// indent is that of the first element, if it begins its line; otherwise four
// columns or a tab more than that of the closing bracket's line.
func (l List) indent(text []byte) string {
	if l.First > 0 {
		if before := text[lineStart(text, l.First):l.First]; len(bytes.TrimLeft(before, " \t")) == 0 {
			return string(before)
		}
	}
	return deeper(indentOf(text, l.Close))
}

// behind continues where the last element ends: on its line, or on separate
// lines if it is on its own.
func (l List) behind(text []byte, elements []string) []byte {
	separator := " "
	if lineStart(text, l.Last) > l.Open {
		separator = Newline(text, l.Last) + indentOf(text, l.Last)
	}
	at, comma, end := l.Comma, 0, ","
	if l.Comma == 0 {
		at, comma, end = l.Last, l.Last, ""
	}
	added := separator + strings.Join(elements, ","+separator) + end
	return splice(text, comma, at, added)
}

// fill writes into a list without elements.
func (l List) fill(text []byte, elements []string) []byte {
	inner := text[l.Open+1 : l.Close]
	if len(bytes.TrimSpace(inner)) > 0 { // a comment
		return splice(text, 0, l.Close, " "+strings.Join(elements, ", ")+" ")
	}
	line := strings.Join(elements, ", ")
	if before := text[lineStart(text, l.Open) : l.Open+1]; Fits(string(before)+line+"]") && !strings.Contains(line, "\n") {
		if len(inner) > 0 {
			line = " " + line
		}
		return splice(text, 0, l.Open+1, line)
	}
	newline, indent := Newline(text, l.Open), indentOf(text, l.Open)
	return splice(text, 0, l.Open+1, newline+oneALine(elements, deeper(indent), newline, l.EndComma)+indent)
}

// Fits says that a line is not longer than [Width].
func Fits(line string) bool { return utf8.RuneCountInString(line) <= Width }

// oneALine ends each element but perhaps the last with a comma.
func oneALine(elements []string, indent, newline string, endComma bool) string {
	var b strings.Builder
	for i, element := range elements {
		b.WriteString(indent + element)
		if endComma || i < len(elements)-1 {
			b.WriteByte(',')
		}
		b.WriteString(newline)
	}
	return b.String()
}

// splice inserts added at an offset and, unless comma is 0, a comma at or
// before it.
func splice(text []byte, comma, at int, added string) []byte {
	out := make([]byte, 0, len(text)+len(added)+1)
	if comma > 0 {
		out = append(append(out, text[:comma]...), ',')
	}
	out = append(out, text[comma:at]...)
	out = append(out, added...)
	return append(out, text[at:]...)
}

// Newline is how lines end before the offset, or else anywhere in text.
func Newline(text []byte, offset int) string {
	at := bytes.LastIndexByte(text[:offset], '\n')
	if at < 0 {
		at = bytes.IndexByte(text, '\n')
	}
	if at > 0 && text[at-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

func lineStart(text []byte, offset int) int { return bytes.LastIndexByte(text[:offset], '\n') + 1 }

// indentOf is the white space at the start of the line that the offset is on.
func indentOf(text []byte, offset int) string {
	line := text[lineStart(text, offset):offset]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}

func deeper(indent string) string {
	if strings.Contains(indent, "\t") {
		return indent + "\t"
	}
	return indent + "    "
}
