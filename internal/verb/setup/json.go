package setup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/tailscale/hujson"

	"github.com/cargo-nw/cargo-nw/internal/edit"
)

var (
	errNotObject = errors.New("it is not a JSON object")
	errUnsafe    = errors.New("it cannot be extended safely")
	errTooDeep   = fmt.Errorf("its values are nested more than %d levels deep", deepest)
)

// deepest is how deeply arrays and objects may be nested in a settings file.
// The parser is recursive, and running out of stack ends the program.
const deepest = 1000

// tooDeep says whether they are nested deeper. All that it knows of JSON is
// strings and comments.
func tooDeep(text []byte) bool {
	depth := 0
	for len(text) > 0 {
		skip := 1
		switch {
		case text[0] == '[' || text[0] == '{':
			depth++
		case text[0] == ']' || text[0] == '}':
			depth = max(depth-1, 0)
		case text[0] == '"':
			skip = stringEnd(text)
		case bytes.HasPrefix(text, []byte("//")):
			skip = after(text, "\n")
		case bytes.HasPrefix(text, []byte("/*")):
			skip = 2 + after(text[2:], "*/")
		}
		if depth > deepest {
			return true
		}
		text = text[skip:]
	}
	return false
}

// stringEnd is the length of the string that text begins with.
func stringEnd(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text)
}

// after is the offset of the end of what is looked for, or of the text.
func after(text []byte, end string) int {
	if i := bytes.Index(text, []byte(end)); i >= 0 {
		return i + len(end)
	}
	return len(text)
}

// addProjects adds a list of projects to the text of a settings file, which is
// JSON with comments, at a path of keys. [edit.ErrThere] says that there is one;
// absent are then the projects that it lacks.
func addProjects(text []byte, keys []string, folder string, projects []string) (edited []byte, absent []string, err error) {
	body := trimBOM(text)
	if tooDeep(body) {
		return nil, nil, errTooDeep
	}
	doc, err := hujson.Parse(body)
	if err != nil {
		return nil, nil, err
	}
	if value := doc.Find(pointer(keys)); value != nil {
		return text, missing(listed(value), folder, projects), edit.ErrThere
	}
	at, depth := &doc, 0
	for depth < len(keys)-1 {
		next := at.Find(pointer(keys[depth : depth+1]))
		if next == nil {
			break
		}
		at, depth = next, depth+1
	}
	object, ok := at.Value.(*hujson.Object)
	if !ok {
		return nil, nil, errNotObject
	}
	list, step := objectList(*at, object), "    "
	if top, ok := doc.Value.(*hujson.Object); ok {
		step = indent(body, objectList(doc, top), step)
	}
	own := indent(body, list, deeper(body, list.Open))
	edited = list.Insert(body, []string{member(keys[depth:], projects, edit.Newline(body, len(body)), own, step)})
	if !extended(body, edited, keys, projects) {
		return nil, nil, errUnsafe
	}
	return slices.Concat(text[:len(text)-len(body)], edited), nil, nil
}

// pointer is a path of keys as a JSON pointer (RFC 6901).
func pointer(keys []string) string {
	return "/" + strings.Join(keys, "/") // none of ours has a character to escape
}

// listed are the strings in a list; it may have other things in it, too.
func listed(value *hujson.Value) []string {
	array, ok := value.Value.(*hujson.Array)
	if !ok {
		return nil
	}
	var list []string
	for _, element := range array.Elements {
		if literal, ok := element.Value.(hujson.Literal); ok && literal.Kind() == '"' {
			list = append(list, literal.String())
		}
	}
	return list
}

func objectList(value hujson.Value, object *hujson.Object) edit.List {
	if n := len(object.Members); n > 0 {
		return list(value, object.Members[0].Name, object.Members[n-1].Value)
	}
	return edit.List{Open: value.StartOffset, Close: value.EndOffset - 1}
}

// list is where an object is, and its first and last member. What is between the last one and its comma is not nil if there is a comma.
func list(value, first, last hujson.Value) edit.List {
	l := edit.List{Open: value.StartOffset, Close: value.EndOffset - 1, First: first.StartOffset, Last: last.EndOffset}
	if last.AfterExtra != nil {
		l.Comma = last.EndOffset + len(last.AfterExtra) + 1
	}
	return l
}

// deeper is how package edit indents what it puts into brackets without
// anything in them.
func deeper(body []byte, open int) string {
	line := body[bytes.LastIndexByte(body[:open], '\n')+1 : open]
	indent := string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
	if strings.Contains(indent, "\t") {
		return indent + "\t"
	}
	return indent + "    "
}

// indent is that of the first member of an object on lines, otherwise usual.
func indent(body []byte, list edit.List, usual string) string {
	start := list.First
	for start > 0 && (body[start-1] == ' ' || body[start-1] == '\t') {
		start--
	}
	if start == list.First || start == 0 || body[start-1] != '\n' {
		return usual
	}
	return string(body[start:list.First])
}

// member is the setting, in the objects that it is in, one project per line.
// indent is that of the members of the object that it goes into, step what is
// added for those of an object in there.
func member(keys, projects []string, newline, indent, step string) string {
	inner := indent + strings.Repeat(step, len(keys)-1)
	lines := newline + inner + step + strings.Join(quoteAll(projects), ","+newline+inner+step)
	text := `"` + keys[len(keys)-1] + `": [` + lines + newline + inner + "]"
	for i := len(keys) - 2; i >= 0; i-- {
		outer := strings.TrimSuffix(inner, step)
		text = `"` + keys[i] + `": {` + newline + inner + text + newline + outer + "}"
		inner = outer
	}
	return text
}

func quoteAll(texts []string) []string {
	list := make([]string, len(texts))
	for i, text := range texts {
		list[i] = string(hujson.String(text))
	}
	return list
}

// extended says whether the new text means the old one and the projects.
func extended(old, edited []byte, keys, projects []string) bool {
	before, after := decoded(old), decoded(edited)
	if before == nil || after == nil {
		return false
	}
	array := []any{}
	for _, project := range projects {
		array = append(array, project)
	}
	at := before
	for _, key := range keys[:len(keys)-1] {
		below, ok := at[key].(map[string]any)
		if !ok && at[key] != nil {
			return false
		}
		if below == nil {
			below = map[string]any{}
			at[key] = below
		}
		at = below
	}
	at[keys[len(keys)-1]] = array
	return reflect.DeepEqual(before, after)
}

func decoded(text []byte) map[string]any {
	standard, err := hujson.Standardize(slices.Clone(text))
	if err != nil {
		return nil
	}
	var doc map[string]any
	if json.Unmarshal(standard, &doc) != nil {
		return nil
	}
	return doc
}

func trimBOM(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }
