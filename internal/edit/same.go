package edit

import (
	"maps"
	"math"
	"reflect"
	"slices"
)

// with is the document with the roots added to the array that the keys lead to,
// and whether that is possible. old is not changed.
func with(old map[string]any, keys []string, roots []Root) (map[string]any, bool) {
	doc := maps.Clone(old)
	if doc == nil {
		doc = map[string]any{}
	}
	for i, key := range keys {
		if i < len(keys)-1 {
			below, ok := doc[key].(map[string]any)
			if doc[key] != nil && !ok {
				return nil, false
			}
			doc[key], ok = with(below, keys[i+1:], roots)
			return doc, ok
		}
		array, ok := doc[key].([]any)
		if doc[key] != nil && !ok {
			return nil, false
		}
		doc[key] = append(slices.Clone(array), values(roots)...)
	}
	return doc, true
}

// values are the roots as TOML decodes them.
func values(roots []Root) []any {
	list := make([]any, len(roots))
	for i, root := range roots {
		list[i] = root.Path
		if root.Dependent {
			list[i] = map[string]any{"path": root.Path, "dependent": true}
		}
	}
	return list
}

// same compares two documents. Unlike with ==, nan is nan.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		if !ok || len(a) != len(b) {
			return false
		}
		for key, value := range a {
			other, ok := b[key]
			if !ok || !same(value, other) {
				return false
			}
		}
		return true
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case float64:
		b, ok := b.(float64)
		return ok && (a == b || math.IsNaN(a) && math.IsNaN(b))
	}
	return reflect.DeepEqual(a, b)
}
