package edit

import (
	"bytes"
	"maps"

	"github.com/pelletier/go-toml/v2"
)

// share is the key, and the line that a person would write.
const (
	share     = "share"
	shareLine = "share = true"
)

// Share returns the text of a manifest in which the owner's table, which is
// there, says `share = true`; or, if on is false, has no such key. The error is
// a *[RefusedError].
func Share(text []byte, owner Owner, on bool) ([]byte, error) {
	body, marked := bytes.CutPrefix(text, bom)
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: shareLine}
	}
	if _, ok := old[string(Package)]; owner == Package && !ok {
		owner = "project" // what cargo before edition 2024 takes for it
	}
	keys := []string{string(owner), "metadata", "nested_workspace"}
	want, ok := shared(old, keys, on)
	at := find(body, append(keys, share))
	if !ok {
		return nil, &RefusedError{Line: at.line, Add: shareLine, Why: "there is no table of nested workspaces"}
	}
	var ways [][]byte
	switch {
	case at.key < 0 && !on:
		return text, nil
	case at.key >= 0 && on:
		ways = [][]byte{replaced(body, at.value, "true")}
	case at.key >= 0:
		ways = without(body, at)
	default:
		ways = added(body, find(body, append(keys, "roots")), keys)
	}
	for _, edited := range ways {
		var changed map[string]any
		if toml.Unmarshal(edited, &changed) != nil || !same(want, changed) {
			continue
		}
		if marked {
			edited = append(bytes.Clone(bom), edited...)
		}
		return edited, nil
	}
	add := shareLine
	if !on {
		add = "nothing, but take out `share`"
	}
	return nil, &RefusedError{Line: at.line, Add: add, Why: "the table is written in a way that cannot be edited safely"}
}

// shared is the document with the key in the table that the keys lead to, or
// without it. ok is false where there is no such table.
func shared(old map[string]any, keys []string, on bool) (doc map[string]any, ok bool) {
	doc = maps.Clone(old)
	if len(keys) == 0 {
		delete(doc, share)
		if on {
			doc[share] = true
		}
		return doc, true
	}
	below, ok := doc[keys[0]].(map[string]any)
	if !ok {
		return nil, false
	}
	doc[keys[0]], ok = shared(below, keys[1:], on)
	return doc, ok
}

// word is the length of the bare value at the start of text.
func word(text []byte) int {
	if i := bytes.IndexAny(text, " \t\r\n,}#"); i >= 0 {
		return i
	}
	return len(text)
}

func replaced(body []byte, at int, value string) []byte {
	return bytes.Join([][]byte{body[:at], body[at+word(body[at:]):]}, []byte(value))
}

// added are the texts with the key after the roots, or in a table at the end.
func added(body []byte, roots place, keys []string) [][]byte {
	table := "[" + keys[0] + ".metadata.nested_workspace]"
	if roots.open < 0 {
		newline := Newline(body, len(body))
		return [][]byte{appended(body, table+newline+shareLine+newline)}
	}
	return lines(body, roots, shareLine)
}

// lines are the texts with a key after the roots: on a line of its own, or in
// the inline table that the roots are in. There are none without roots.
func lines(body []byte, roots place, line string) [][]byte {
	if roots.open < 0 {
		return nil
	}
	end := scan(body, roots.open).Close + 1
	after := end + lineLength(body[end:])
	newline := Newline(body, end)
	key := bytes.TrimRight(body[lineStart(body, roots.open):roots.open], " \t=")
	own := append(bytes.Clone(bytes.TrimSuffix(key, []byte("roots"))), line...)
	var below []byte
	if after < len(body) {
		below = bytes.Join([][]byte{body[:after+1], own, []byte(newline), body[after+1:]}, nil)
	} else {
		below = bytes.Join([][]byte{body, []byte(newline), own, []byte(newline)}, nil)
	}
	inline := bytes.Join([][]byte{body[:end], []byte(", " + line), body[end:]}, nil)
	return [][]byte{below, inline}
}

// without are the texts that lack the key: its line, or its part of an inline
// table with the comma before or after it.
func without(body []byte, at place) [][]byte {
	end := at.value + word(body[at.value:])
	start, line := lineStart(body, at.key), end+lineLength(body[end:])
	var ways [][]byte
	if len(bytes.TrimSpace(body[start:at.key])) == 0 {
		ways = append(ways, bytes.Join([][]byte{body[:start], body[min(line+1, len(body)):]}, nil))
	}
	before := bytes.TrimRight(body[:at.key], " \t")
	after := bytes.TrimLeft(body[end:], " \t")
	ways = append(ways, bytes.Join([][]byte{bytes.TrimSuffix(before, []byte(",")), body[end:]}, nil))
	return append(ways, bytes.Join([][]byte{body[:at.key], bytes.TrimLeft(bytes.TrimPrefix(after, []byte(",")), " \t")}, nil))
}
