package skeleton

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// first are the keys at the top of a manifest that come before the others.
var first = []string{"cargo-features", "package", "lib", "bin", "example", "test", "bench", "dependencies", "dev-dependencies", "build-dependencies"}

// entries are the tables whose own tables of plain values are written in one
// line, as people write them.
var entries = []string{"dependencies", "dev-dependencies", "build-dependencies", "package", "replace"}

// encode writes a table in one form, sorted.
func encode(doc map[string]any) []byte {
	var out strings.Builder
	encodeTable(&out, nil, doc)
	return []byte(out.String())
}

func encodeTable(out *strings.Builder, path []string, table map[string]any) {
	keys := slices.SortedFunc(maps.Keys(table), func(a, b string) int {
		if len(path) == 0 {
			if i, j := rank(a), rank(b); i != j {
				return i - j
			}
		}
		return strings.Compare(a, b)
	})
	var below []string
	var lines strings.Builder
	for _, key := range keys {
		if opens(table[key], path) {
			below = append(below, key)
			continue
		}
		fmt.Fprintf(&lines, "%s = %s\n", quotedKey(key), value(table[key]))
	}
	if len(path) > 0 && (lines.Len() > 0 || len(below) == 0) {
		header(out, "["+strings.Join(path, ".")+"]")
	}
	out.WriteString(lines.String())
	for _, key := range below {
		inner := append(slices.Clone(path), quotedKey(key))
		if list, ok := table[key].([]any); ok {
			for _, element := range list {
				header(out, "[["+strings.Join(inner, ".")+"]]")
				for _, k := range slices.Sorted(maps.Keys(element.(map[string]any))) { //nolint:forcetypeassert // opens says so
					fmt.Fprintf(out, "%s = %s\n", quotedKey(k), value(element.(map[string]any)[k])) //nolint:forcetypeassert // as above
				}
			}
			continue
		}
		encodeTable(out, inner, table[key].(map[string]any)) //nolint:forcetypeassert // opens says so
	}
}

func header(out *strings.Builder, text string) {
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	out.WriteString(text + "\n")
}

func rank(key string) int {
	if i := slices.Index(first, key); i >= 0 {
		return i
	}
	return len(first)
}

// opens says whether a value has a header of its own.
func opens(v any, path []string) bool {
	depth := len(path)
	switch v := v.(type) {
	case map[string]any:
		if depth == 0 || !slices.Contains(entries, path[depth-1]) && (depth != 2 || path[0] != "patch") {
			return true
		}
		for _, inner := range v {
			if _, isTable := inner.(map[string]any); isTable {
				return true
			}
		}
	case []any:
		return depth == 0 && len(v) > 0 && !slices.ContainsFunc(v, func(e any) bool { _, isTable := e.(map[string]any); return !isTable })
	}
	return false
}

// value is a value in one line.
func value(v any) string {
	switch v := v.(type) {
	case string:
		return quoted(v)
	case []any:
		list := make([]string, len(v))
		for i, element := range v {
			list[i] = value(element)
		}
		return "[" + strings.Join(list, ", ") + "]"
	case []string:
		list := make([]string, len(v))
		for i, element := range v {
			list[i] = quoted(element)
		}
		return "[" + strings.Join(list, ", ") + "]"
	case map[string]any:
		if len(v) == 0 {
			return "{}"
		}
		var list []string
		for _, key := range slices.Sorted(maps.Keys(v)) {
			list = append(list, quotedKey(key)+" = "+value(v[key]))
		}
		return "{ " + strings.Join(list, ", ") + " }"
	case time.Time:
		return v.Format(time.RFC3339Nano)
	case float64:
		switch {
		case math.IsInf(v, 0), math.IsNaN(v):
			return strings.ToLower(strconv.FormatFloat(v, 'g', -1, 64))
		case v == math.Trunc(v) && math.Abs(v) < 1e15:
			return strconv.FormatFloat(v, 'f', 1, 64)
		}
		return strconv.FormatFloat(v, 'g', -1, 64)
	}
	return fmt.Sprint(v)
}

func quotedKey(key string) string {
	plain := key != "" && strings.IndexFunc(key, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_'
	}) < 0
	if plain {
		return key
	}
	return quoted(key)
}

func quoted(text string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
