package manifest

import (
	"maps"
	"slices"
	"strconv"
)

// Default is what a manifest sets for an option of cargo-nw.
type Default struct {
	Option string   // its long name: "--fail-fast"
	Values []string // as they would be typed; "true" or "false" for a flag
	Key    string   // where it stands, dotted
	Line   int      // from 1, 0 when unknown
}

// valueKind is what the value of a default is in TOML.
type valueKind int

const (
	isFlag   valueKind = iota
	isNumber           // a whole number
	isText
	isTexts    // an array of strings, or one string
	isDuration // a string, or a number of seconds
)

// defaultable are the keys of a table of defaults, with their options and kinds.
// Not among them: what concerns one call only (--changed, --resume), names of
// files, and --show-secrets, which is not a repository's to decide.
var defaultable = map[string]struct {
	option string
	kind   valueKind
}{
	"jobs":            {"--jobs", isNumber},
	"order":           {"--order", isText},
	"retries":         {"--retries", isNumber},
	"timeout":         {"--timeout", isDuration},
	"fail_fast":       {"--fail-fast", isFlag},
	"fail_if_changed": {"--fail-if-changed", isFlag},
	"fail_if_none":    {"--fail-if-none", isFlag},
	"output":          {"--output", isText},
	"only":            {"--only", isTexts},
	"exclude":         {"--exclude", isTexts},
	"member":          {"--member", isTexts},
	"no_self":         {"--no-self", isFlag},
	"depth":           {"--depth", isNumber},
	"locked_only":     {"--locked-only", isFlag},
	"discover":        {"--discover", isFlag},
}

// Defaultable are the options that a manifest can set, by their long names.
func Defaultable() []string {
	var list []string
	for _, d := range defaultable {
		list = append(list, d.option)
	}
	slices.Sort(list)
	return list
}

const defaultsHint = `write defaults = { jobs = 4, exclude = ["path"] }`

// defaults reads the table defaults of a nested_workspace table.
func (d *decoder) defaults(table map[string]any, keys []string) ([]Default, *Error) {
	keys = append(slices.Clone(keys), "defaults")
	given, _, err := d.table(table, keys...)
	if err != nil {
		return nil, err.hint(defaultsHint)
	}
	if err := d.knownKeys(given, keys, slices.Sorted(maps.Keys(defaultable))); err != nil {
		return nil, err
	}
	var list []Default
	for _, key := range slices.Sorted(maps.Keys(given)) {
		at := append(slices.Clip(keys), key)
		values, err := d.defaultValues(given, at, defaultable[key].kind)
		if err != nil {
			return nil, err
		}
		list = append(list, Default{Option: defaultable[key].option, Values: values, Key: keyName(at), Line: d.places.find(at).line})
	}
	return list, nil
}

// defaultValues reads one value.
func (d *decoder) defaultValues(table map[string]any, keys []string, kind valueKind) ([]string, *Error) {
	value := table[keys[len(keys)-1]]
	text, isString := value.(string)
	number, isWhole := value.(int64)
	flag, isBool := value.(bool)
	switch {
	case kind == isFlag && isBool:
		return []string{strconv.FormatBool(flag)}, nil
	case isWhole && (kind == isNumber || kind == isDuration):
		return []string{strconv.FormatInt(number, 10)}, nil
	case isString && kind != isFlag && kind != isNumber:
		return []string{text}, nil
	case kind == isTexts:
		return d.texts(table, keys...)
	}
	want := map[valueKind]string{isFlag: "true or false", isNumber: "a whole number", isText: "a string", isDuration: `a duration, such as "10m"`}[kind]
	return nil, d.wrongType(keys, value, want).hint("correct it, or remove the key")
}
