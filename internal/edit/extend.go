package edit

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// besides are keys of [package] after which a new one is written: the last of
// them that is there.
var besides = []string{"publish", "license", "description", "rust-version", "edition", "version", "name"}

// Extend returns the text of a manifest whose [package] has the values in an
// array of strings, and those of them that were missing. The error is a
// *[RefusedError].
func Extend(text []byte, key string, values []string) (edited []byte, added []string, err error) {
	body, marked := bytes.CutPrefix(text, bom)
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: key + " = " + array(values)}
	}
	owner := string(Package)
	if _, ok := old[owner]; !ok {
		owner = "project"
	}
	pkg, _ := old[owner].(map[string]any)
	have, _ := pkg[key].([]any)
	added = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return slices.Contains(have, any(v)) })
	if len(added) == 0 {
		return text, nil, nil
	}
	at := find(body, []string{owner, key})
	var ways [][]byte
	if at.open >= 0 {
		list := scan(body, at.open)
		quoted := make([]string, len(added))
		for i, v := range added {
			quoted[i] = quote(v, literal(body, list))
		}
		ways = [][]byte{list.Insert(body, quoted)}
	} else {
		for _, beside := range besides {
			if other := find(body, []string{owner, beside}); other.key >= 0 {
				ways = append(ways, afterLine(body, other.value, key+" = "+array(added)))
			}
		}
	}
	all := slices.Clone(have)
	for _, v := range added {
		all = append(all, v)
	}
	want, ok := put(old, []string{owner, key}, all)
	if edited, found := meaning(ways, want); ok && found {
		if marked {
			edited = append(bytes.Clone(bom), edited...)
		}
		return edited, added, nil
	}
	return nil, nil, &RefusedError{Line: at.line, Add: key + " = " + array(added), Why: "`" + owner + "` is written in a way that cannot be extended"}
}

func array(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = quote(v, false)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// afterLine is the text with a line after the one that an offset is on.
func afterLine(body []byte, offset int, line string) []byte {
	end := offset + lineLength(body[offset:])
	newline := Newline(body, offset)
	if end == len(body) {
		return slices.Concat(body, []byte(newline+line+newline))
	}
	return slices.Concat(body[:end+1], []byte(line+newline), body[end+1:])
}
