package edit

import (
	"bytes"

	"github.com/pelletier/go-toml/v2"
)

// excludeNote is after a list that a program has written.
const excludeNote = " # cargo-nw unify"

var excludeKeys = []string{"workspace", "exclude"}

// Exclude returns the text of a root manifest in which workspace.exclude has the
// path, or, if on is false, the text from before it was added. The error is a
// *[RefusedError].
func Exclude(text []byte, path string, on bool) ([]byte, error) {
	body, marked := bytes.CutPrefix(text, bom)
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: excludeLine(path)}
	}
	if lists(old, path) == on {
		return text, nil
	}
	edited := unlisted(body, path)
	if on {
		edited = listed(body, path)
	}
	var changed map[string]any
	if edited == nil || toml.Unmarshal(edited, &changed) != nil || lists(changed, path) != on {
		return nil, &RefusedError{Line: find(body, excludeKeys).line, Why: "workspace.exclude is written in a way that cannot be edited safely", Add: excludeLine(path)}
	}
	if marked {
		edited = append(bytes.Clone(bom), edited...)
	}
	return edited, nil
}

// Excludes says whether workspace.exclude of a root manifest has the path.
func Excludes(text []byte, path string) bool {
	var doc map[string]any
	return toml.Unmarshal(bytes.TrimPrefix(text, bom), &doc) == nil && lists(doc, path)
}

func excludeLine(path string) string { return "exclude = [" + String(path) + "]" }

// lists says whether workspace.exclude of a document has the path.
func lists(doc map[string]any, path string) bool {
	workspace, _ := doc["workspace"].(map[string]any)
	list, _ := workspace["exclude"].([]any)
	for _, entry := range list {
		if entry == path {
			return true
		}
	}
	return false
}

// listed adds the path to the list, or a list below the header of the table.
func listed(body []byte, path string) []byte {
	if at := find(body, excludeKeys); at.open >= 0 {
		list := scan(body, at.open)
		return list.Insert(body, []string{quote(path, literal(body, list))})
	}
	offset := 0
	for line := range bytes.Lines(body) {
		offset += len(line)
		head, _, _ := bytes.Cut(line, []byte("#"))
		if string(bytes.TrimSpace(head)) != "[workspace]" {
			continue
		}
		newline := Newline(body, len(body))
		added := excludeLine(path) + excludeNote + newline
		if !bytes.HasSuffix(line, []byte("\n")) {
			added = newline + excludeLine(path) + excludeNote
		}
		return bytes.Join([][]byte{body[:offset], []byte(added), body[offset:]}, nil)
	}
	return nil
}

// unlisted is the text from which [listed] makes this one: of all ways to take
// the element out, the one that can be undone exactly.
func unlisted(body []byte, path string) []byte {
	at := find(body, excludeKeys)
	if at.open < 0 {
		return nil
	}
	if cut := ownLine(body, at, path); cut != nil {
		return cut
	}
	list := scan(body, at.open)
	var plain []byte // the best that is known if nothing is exact
	for _, quoted := range []string{quote(path, false), quote(path, true)} {
		found := bytes.LastIndex(body[list.Open:list.Close], []byte(quoted))
		if found < 0 {
			continue
		}
		start := list.Open + found
		end := start + len(quoted)
		for from := start; from > list.Open && gap(body[from:start]); from-- {
			for to := end; to <= list.Close && gap(body[end:to]); to++ {
				for _, cut := range cuts(body, from, to, list.Open) {
					var doc map[string]any
					if toml.Unmarshal(cut, &doc) != nil || lists(doc, path) {
						continue
					}
					if bytes.Equal(listed(cut, path), body) {
						return cut
					}
					if plain == nil {
						plain = cut
					}
				}
			}
		}
	}
	return plain
}

// cuts are the text without a part of the list that begins at open: as it is,
// with a comma in its place, and without the last comma that is left.
func cuts(body []byte, from, to, open int) [][]byte {
	cut := bytes.Join([][]byte{body[:from], body[to:]}, nil)
	all := [][]byte{cut, bytes.Join([][]byte{body[:from], body[to:]}, []byte(","))}
	if list := scan(cut, open); list.Comma > 0 {
		all = append(all, bytes.Join([][]byte{cut[:list.Comma-1], cut[list.Comma:]}, nil))
	}
	return all
}

// gap says that there are only blanks and commas.
func gap(text []byte) bool { return len(bytes.Trim(text, " \t\r\n,")) == 0 }

// ownLine takes out the line of a list that was not there before, nil if it is
// not such a line.
func ownLine(body []byte, at place, path string) []byte {
	start := lineStart(body, at.open)
	end := start + lineLength(body[start:])
	if string(bytes.TrimRight(body[start:end], "\r")) != excludeLine(path)+excludeNote {
		return nil
	}
	if end < len(body) {
		return bytes.Join([][]byte{body[:start], body[end+1:]}, nil)
	}
	return bytes.TrimSuffix(bytes.TrimSuffix(body[:start], []byte("\n")), []byte("\r"))
}
