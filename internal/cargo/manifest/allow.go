package manifest

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
)

// Allow is an entry of doctor.allow: findings of a check that are on purpose.
type Allow struct {
	Check string
	Paths []string // files and directories relative to the manifest, or patterns; empty for all
	Line  int      // from 1, 0 when unknown
}

var (
	doctorKeys = []string{"allow"}
	allowKeys  = []string{"check", "paths"}
)

const allowHint = `write allow = ["check", { check = "check", paths = ["path"] }]`

// allowed reads the table doctor of a nested_workspace table.
func (d *decoder) allowed(table map[string]any, keys []string) ([]Allow, *Error) {
	keys = append(slices.Clone(keys), "doctor")
	doctor, _, err := d.table(table, keys...)
	if err != nil {
		return nil, err.hint(allowHint)
	}
	if err = d.knownKeys(doctor, keys, doctorKeys); err != nil {
		return nil, err
	}
	keys = append(keys, "allow")
	value, ok := doctor["allow"]
	array, isArray := value.([]any)
	if ok && !isArray {
		return nil, d.wrongType(keys, value, "an array of strings and tables").hint(allowHint)
	}
	var list []Allow
	for i, element := range array {
		at := append(slices.Clip(keys), index(i))
		entry := Allow{Line: d.places.find(at).line}
		switch element := element.(type) {
		case string:
			entry.Check = element
		case map[string]any:
			if err = d.knownKeys(element, at, allowKeys); err != nil {
				return nil, err
			}
			if entry.Check, ok, err = d.text(element, append(at, "check")...); err == nil && !ok {
				err = d.fail(at, "`check` is missing")
			}
			if err != nil {
				return nil, err.hint(allowHint)
			}
			if entry.Paths, err = d.texts(element, append(at, "paths")...); err != nil {
				return nil, err.hint(allowHint)
			}
			if _, given := element["paths"]; given && len(entry.Paths) == 0 {
				return nil, d.fail(append(at, "paths"), "there are no paths, so it allows nothing").hint("remove the key to allow all, or the entry to allow none")
			}
		default:
			return nil, d.wrongType(at, element, "a string or a table").hint(allowHint)
		}
		for _, path := range entry.Paths {
			if path == "" || strings.ContainsRune(path, 0) {
				return nil, d.fail(append(at, "paths"), "`%s` is not a path", printable.Text(path)).hint("correct it")
			}
		}
		list = append(list, entry)
	}
	return list, nil
}
