package edit

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Owner is the table whose metadata lists nested workspaces.
type Owner string

const (
	// Package is [package], or [project] if a manifest has that instead.
	Package Owner = "package"
	// Workspace is [workspace].
	Workspace Owner = "workspace"
)

// Root is a root to add.
type Root struct {
	Path      string // relative to the manifest's directory, with forward slashes
	Dependent bool
}

// RefusedError says that the text could not be edited, and what to add to it by
// hand.
type RefusedError struct {
	Line int    // from 1, of the table that it goes into; 0 for the end of the file
	Add  string // what to add there
	Why  string
}

func (e *RefusedError) Error() string { return e.Why }

var bom = []byte("\ufeff")

// Roots returns the text of a manifest with the roots after the existing ones
// in the owner's table. The error is a *RefusedError.
func Roots(text []byte, owner Owner, roots []Root) ([]byte, error) {
	body, marked := bytes.CutPrefix(text, bom)
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: table(owner, roots, "\n")}
	}
	if _, ok := old[string(Package)]; owner == Package && !ok {
		owner = "project" // what cargo before edition 2024 also accepts
	}
	keys := []string{string(owner), "metadata", "nested_workspace", "roots"}
	at := find(body, keys)
	var ways [][]byte
	switch {
	case at.open >= 0:
		list := scan(body, at.open)
		ways = [][]byte{list.Insert(body, elements(roots, literal(body, list)))}
	case at.depth == len(keys)-1:
		ways = belowHeader(body, at, assignment(roots, Newline(body, len(body))))
	default:
		ways = [][]byte{appended(body, table(owner, roots, Newline(body, len(body))))}
	}
	want, ok := with(old, keys, roots)
	if edited, found := meaning(ways, want); ok && found {
		if marked {
			edited = append(bytes.Clone(bom), edited...)
		}
		return edited, nil
	}
	return nil, refusal(at, keys, roots)
}

// meaning is the first of several texts that means a document.
func meaning(ways [][]byte, want map[string]any) ([]byte, bool) {
	for _, edited := range ways {
		var changed map[string]any
		if toml.Unmarshal(edited, &changed) == nil && same(want, changed) {
			return edited, true
		}
	}
	return nil, false
}

// offsetOf is where a line starts; lines count from 1.
func offsetOf(body []byte, line int) int {
	start := 0
	for n := 1; n < line; n++ {
		start += lineLength(body[start:]) + 1
	}
	return min(start, len(body))
}

// belowHeader is the text with a line below that of a table's header.
func belowHeader(body []byte, at place, line string) [][]byte {
	start := offsetOf(body, at.line)
	end := start + lineLength(body[start:])
	if start >= len(body) || !bytes.HasPrefix(bytes.TrimLeft(body[start:], " \t"), []byte("[")) {
		return nil
	}
	newline := Newline(body, len(body))
	if end == len(body) {
		return [][]byte{slices.Concat(body, []byte(newline+line+newline))}
	}
	return [][]byte{slices.Concat(body[:end+1], []byte(line+newline), body[end+1:])}
}

// table is a new table.
func table(owner Owner, roots []Root, newline string) string {
	return "[" + string(owner) + ".metadata.nested_workspace]" + newline + assignment(roots, newline) + newline
}

// assignment is the key and its array, without the end of its line.
func assignment(roots []Root, newline string) string {
	list := elements(roots, false)
	line := "roots = [" + strings.Join(list, ", ") + "]"
	if !Fits(line) {
		line = "roots = [" + newline + "    " + strings.Join(list, ","+newline+"    ") + "," + newline + "]"
	}
	return line
}

// appended puts a table at the end: there it splits no other table, and
// separates no comment from what it is about.
func appended(body []byte, table string) []byte {
	newline := Newline(body, len(body))
	out := bytes.Clone(body)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, newline...)
	}
	if len(out) > 0 && !bytes.HasSuffix(out, []byte(newline+newline)) {
		out = append(out, newline...)
	}
	return append(out, table...)
}

// Elements are the roots as TOML, one by one.
func Elements(roots []Root) []string { return elements(roots, false) }

// elements are the roots as TOML, in single quotes if the array's strings are.
func elements(roots []Root, literal bool) []string {
	list := make([]string, len(roots))
	for i, root := range roots {
		list[i] = quote(root.Path, literal)
		if root.Dependent {
			list[i] = "{ path = " + list[i] + ", dependent = true }"
		}
	}
	return list
}

// literal says whether the first element of a list is in single quotes.
func literal(body []byte, list List) bool {
	return list.First > 0 && body[list.First] == '\''
}

// quote writes a TOML string (https://toml.io/en/v1.0.0#string).
func quote(text string, literal bool) string {
	control := func(r rune) bool { return r < ' ' || r == 0x7f }
	if literal && !strings.ContainsRune(text, '\'') && !strings.ContainsFunc(text, control) {
		return "'" + text + "'"
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteString(`\` + string(r))
		case control(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// refusal says what to add to the innermost existing table on the way.
func refusal(at place, keys []string, roots []Root) *RefusedError {
	value := "[" + strings.Join(elements(roots, false), ", ") + "]"
	missing := keys[at.depth:]
	if len(missing) == 0 {
		return &RefusedError{Line: at.line, Add: strings.Join(elements(roots, false), ", "), Why: "the array of roots cannot be extended safely"}
	}
	for i := len(missing) - 1; i > 0; i-- {
		value = "{ " + missing[i] + " = " + value + " }"
	}
	return &RefusedError{
		Line: at.line, Add: missing[0] + " = " + value,
		Why: "`" + strings.Join(keys[:at.depth], ".") + "` is written in a way that cannot be extended",
	}
}
