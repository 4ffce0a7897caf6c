package declare

import (
	"maps"
	"math"
	"reflect"
	"slices"
)

// with is the document with the roots added, and whether they can be. old is
// not changed.
func with(old map[string]any, keys []string, roots []Root) (map[string]any, bool) {
	doc := maps.Clone(old)
	if doc == nil {
		doc = map[string]any{}
	}
	if len(keys) > 1 {
		below, ok := doc[keys[0]].(map[string]any)
		if doc[keys[0]] != nil && !ok {
			return nil, false
		}
		doc[keys[0]], ok = with(below, keys[1:], roots)
		return doc, ok
	}
	array, ok := doc[keys[0]].([]any)
	if doc[keys[0]] != nil && !ok {
		return nil, false
	}
	array = slices.Clone(array)
	for _, root := range roots {
		if root.Dependent {
			array = append(array, map[string]any{"path": root.Path, "dependent": true})
		} else {
			array = append(array, root.Path)
		}
	}
	doc[keys[0]] = array
	return doc, true
}

// same compares two documents. Unlike for ==, nan is nan.
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
