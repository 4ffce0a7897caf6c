package edit

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// ErrThere says that a key has a value already.
var ErrThere = errors.New("it has a value already")

// Assign returns the text of a TOML file in which a table, which need not exist,
// has an array of strings. The error is [ErrThere] or a *[RefusedError].
func Assign(text []byte, table []string, key string, values []string) ([]byte, error) {
	body, marked := bytes.CutPrefix(text, bom)
	line := key + " = " + array(values)
	if !Fits(line) {
		newline := Newline(body, len(body))
		quoted := make([]string, len(values))
		for i, value := range values {
			quoted[i] = "    " + quote(value, false) + ","
		}
		line = key + " = [" + newline + strings.Join(quoted, newline) + newline + "]"
	}
	whole := "[" + strings.Join(table, ".") + "]"
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: line + " in " + whole}
	}
	at := find(body, append(slices.Clone(table), key))
	if at.depth > len(table) {
		return nil, ErrThere
	}
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
	}
	newline := Newline(body, len(body))
	ways := [][]byte{appended(body, whole+newline+line+newline)}
	if at.depth == len(table) {
		ways = append(belowHeader(body, at, line), ways...)
	}
	want, ok := put(old, append(slices.Clone(table), key), list)
	if edited, found := meaning(ways, want); ok && found {
		if marked {
			edited = append(bytes.Clone(bom), edited...)
		}
		return edited, nil
	}
	return nil, &RefusedError{Line: at.line, Add: line + " in " + whole, Why: "the table is written in a way that cannot be extended"}
}

// Strings are the strings in an array of a TOML file. What is anything else there
// has none.
func Strings(text []byte, keys []string) []string {
	var doc map[string]any
	if toml.Unmarshal(bytes.TrimPrefix(text, bom), &doc) != nil {
		return nil
	}
	for _, key := range keys[:len(keys)-1] {
		doc, _ = doc[key].(map[string]any)
	}
	list, _ := doc[keys[len(keys)-1]].([]any)
	var texts []string
	for _, element := range list {
		if text, ok := element.(string); ok {
			texts = append(texts, text)
		}
	}
	return texts
}
