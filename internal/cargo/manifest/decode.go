package manifest

import "fmt"

// fail is an error at the place of keys.
func (d *decoder) fail(keys []string, format string, argv ...any) *Error {
	if d.places == nil || d.places.find(keys) == (place{}) {
		d.places = locate(d.data, keys)
	}
	at := d.places.find(keys)
	return &Error{
		Path: d.path, Line: at.line, Column: at.column,
		Key: keyName(keys), Message: fmt.Sprintf(format, argv...),
	}
}

func (d *decoder) wrongType(keys []string, value any, want string) *Error {
	return d.fail(keys, "expected %s, found %s", want, typeName(value))
}

// table returns the table in parent at the last of keys, and whether it exists.
func (d *decoder) table(parent map[string]any, keys ...string) (map[string]any, bool, *Error) {
	value, ok := parent[keys[len(keys)-1]]
	if !ok {
		return nil, false, nil
	}
	table, ok := value.(map[string]any)
	if !ok {
		return nil, false, d.wrongType(keys, value, "a table")
	}
	return table, true, nil
}

func (d *decoder) text(parent map[string]any, keys ...string) (string, bool, *Error) {
	value, ok := parent[keys[len(keys)-1]]
	if !ok {
		return "", false, nil
	}
	text, ok := value.(string)
	if !ok {
		return "", false, d.wrongType(keys, value, "a string")
	}
	return text, true, nil
}

// texts returns an array of strings: nil only if it is missing.
func (d *decoder) texts(parent map[string]any, keys ...string) ([]string, *Error) {
	value, ok := parent[keys[len(keys)-1]]
	if !ok {
		return nil, nil
	}
	array, ok := value.([]any)
	if !ok {
		return nil, d.wrongType(keys, value, "an array of strings")
	}
	out := make([]string, len(array))
	for i, element := range array {
		if out[i], ok = element.(string); !ok {
			return nil, d.wrongType(append(keys, index(i)), element, "a string")
		}
	}
	return out, nil
}

// inherit reports whether the table at the last of keys says `workspace =
// true`. Cargo does not know `workspace = false`.
func (d *decoder) inherit(parent map[string]any, keys ...string) (bool, *Error) {
	table, ok := parent[keys[len(keys)-1]].(map[string]any)
	if !ok {
		return false, nil
	}
	value, ok := table["workspace"]
	switch value {
	case true:
		return true, nil
	case false:
		return false, d.fail(append(keys, "workspace"), "`workspace` cannot be false").hint("remove it")
	}
	if ok {
		return false, d.wrongType(append(keys, "workspace"), value, "true")
	}
	return false, nil
}

func typeName(value any) string {
	switch value.(type) {
	case string:
		return "a string"
	case bool:
		return "a boolean"
	case int64:
		return "an integer"
	case float64:
		return "a number"
	case []any:
		return "an array"
	case map[string]any:
		return "a table"
	default:
		return "a date or a time"
	}
}
