package edit

import (
	"bytes"
	"maps"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// dependencyTables are those in which a build script and tests have their
// dependencies.
var dependencyTables = []string{"build-dependencies", "dev-dependencies"}

// WithoutDependency returns the text of a manifest in which neither the build
// script nor tests depend on name, and the tables in which they did. A table
// that has nothing else goes with it. The error is a *[RefusedError].
func WithoutDependency(text []byte, name string) (edited []byte, tables []string, err error) {
	body, marked := bytes.CutPrefix(text, bom)
	for _, table := range dependencyTables {
		var old map[string]any
		if err := toml.Unmarshal(body, &old); err != nil {
			return nil, nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: "nothing, but take out `" + name + "`"}
		}
		list, _ := old[table].(map[string]any)
		if _, ok := list[name]; !ok {
			continue
		}
		shorter, without := maps.Clone(old), maps.Clone(list)
		delete(without, name)
		shorter[table] = without
		gone := maps.Clone(old)
		delete(gone, table)
		ways := removals(body, table, name)
		changed, ok := []byte(nil), false
		if len(without) == 0 {
			changed, ok = meaning(ways, gone)
		}
		if !ok {
			changed, ok = meaning(ways, shorter)
		}
		if !ok {
			return nil, nil, &RefusedError{
				Line: find(body, []string{table, name}).line, Add: "nothing, but take out `" + name + "` of [" + table + "]",
				Why: "the dependency is written in a way that cannot be removed safely",
			}
		}
		body, tables = changed, append(tables, table)
	}
	if marked {
		body = append(bytes.Clone(bom), body...)
	}
	return body, tables, nil
}

// removals are texts without a dependency: without its line and the header above
// it, without its line, and without the table of its own.
func removals(body []byte, table, name string) [][]byte {
	var ways [][]byte
	at := find(body, []string{table, name})
	if at.depth == 2 {
		start := offsetOf(body, at.line)
		end := min(start+lineLength(body[start:])+1, len(body))
		if header := headerAbove(body, start, table); header >= 0 {
			ways = append(ways, closed(body, header, end))
		}
		ways = append(ways, slices.Concat(body[:start], body[end:]))
	}
	for _, header := range []string{"[" + table + "." + name + "]", "[" + table + `."` + name + `"]`} {
		start := bytes.Index(body, []byte(header))
		if start < 0 {
			continue
		}
		start = lineStart(body, start)
		end := len(body)
		if next := bytes.Index(body[start+1:], []byte("\n[")); next >= 0 {
			end = start + 1 + next + 1
		}
		ways = append(ways, closed(body, start, end))
	}
	return ways
}

// headerAbove is where the line of the table's header starts if it is the one
// above, -1 otherwise.
func headerAbove(body []byte, start int, table string) int {
	if start == 0 {
		return -1
	}
	line := lineStart(body, start-1)
	if string(bytes.TrimSpace(body[line:start])) == "["+table+"]" {
		return line
	}
	return -1
}

// closed is the text without a part, and without the empty line that would
// remain twice, or at the end.
func closed(body []byte, start, end int) []byte {
	before, after := body[:start], body[end:]
	newline := Newline(body, start)
	empty := []byte(newline + newline)
	if bytes.HasSuffix(before, empty) && (len(after) == 0 || bytes.HasPrefix(after, []byte(newline))) {
		before = before[:len(before)-len(newline)]
	}
	return slices.Concat(before, after)
}
