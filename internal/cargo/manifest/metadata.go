package manifest

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/spelling"
)

// Nested is a nested_workspace table: what a containing package declares.
type Nested struct {
	Roots      []Root
	Exclude    []Root // directories and patterns that are left out on purpose
	Rerun      string // RerunAlways or RerunChanged
	LockPolicy string // PolicyRequireOffline or PolicyAuto
	Share      bool   // what is compiled once is used in all workspaces
	Defaults   []Default
	Allow      []Allow // findings of doctor that are on purpose
}

// The values of the key rerun: a hook runs again with every cargo command, or
// when a file of a nested workspace has changed.
const (
	RerunAlways  = "always"
	RerunChanged = "changed"
)

// The values of the key lock_policy: a build script's nested runs need an
// offline parent, or run under any parent if that is safe.
const (
	PolicyRequireOffline = "require-offline"
	PolicyAuto           = "auto"
)

// Root is one entry of roots, a directory or a pattern relative to the
// containing package. It is not expanded here.
type Root struct {
	Path      string // as written
	Dependent bool
	Line      int   // from 1, 0 when unknown
	Runs      []Run // what the entry sets for runs there; nil for one run like any other
}

var (
	nestedKeys   = []string{"roots", "exclude", "rerun", "lock_policy", "share", "defaults", "doctor"}
	rootKeys     = slices.Concat([]string{"path", "dependent", "variants"}, runKeys)
	rerunValues  = []string{RerunAlways, RerunChanged}
	policyValues = []string{PolicyRequireOffline, PolicyAuto}
)

const rootsHint = `write roots = ["path", { path = "path", dependent = true }]`

// nestedTable is the name of our table in metadata.
const nestedTable = "nested_workspace"

// nested reads the metadata.nested_workspace table of owner, which is "package"
// or "workspace". Without such a table it returns nil.
func (d *decoder) nested(parent map[string]any, owner string) (*Nested, *Error) {
	metadata, _ := parent["metadata"].(map[string]any)
	value, ok := metadata[nestedTable]
	if !ok {
		return nil, d.misspelt(metadata, owner)
	}
	keys := []string{owner, "metadata", nestedTable}
	d.places = locate(d.data, keys)
	table, ok := value.(map[string]any)
	if !ok {
		return nil, d.wrongType(keys, value, "a table").hint("%s in [%s]", rootsHint, keyName(keys))
	}
	if err := d.knownKeys(table, keys, nestedKeys); err != nil {
		return nil, err
	}
	n := &Nested{}
	var err *Error
	if n.Roots, err = d.roots(table, keys); err != nil {
		return nil, err
	}
	if n.Exclude, err = d.leftOut(table, keys); err != nil {
		return nil, err
	}
	if n.Rerun, err = d.choice(table, append(keys, "rerun"), rerunValues); err != nil {
		return nil, err
	}
	if n.LockPolicy, err = d.choice(table, append(keys, "lock_policy"), policyValues); err != nil {
		return nil, err
	}
	if n.Share, err = d.flag(table, append(keys, "share")); err != nil {
		return nil, err
	}
	if n.Defaults, err = d.defaults(table, keys); err != nil {
		return nil, err
	}
	n.Allow, err = d.allowed(table, keys)
	return n, err
}

func (d *decoder) roots(table map[string]any, keys []string) ([]Root, *Error) {
	value, ok := table["roots"]
	if !ok && slices.ContainsFunc([]string{"exclude", "defaults", "doctor"}, func(key string) bool { return table[key] != nil }) {
		return nil, nil // a table may only say something about others
	} else if !ok {
		return nil, d.fail(keys, "`roots` is missing").hint("%s; an empty array is allowed", rootsHint)
	}
	keys = append(slices.Clone(keys), "roots")
	array, ok := value.([]any)
	if !ok {
		return nil, d.wrongType(keys, value, "an array of strings and tables").hint(rootsHint)
	}
	roots := make([]Root, len(array))
	for i, element := range array {
		var err *Error
		if roots[i], err = d.root(element, append(slices.Clip(keys), index(i))); err != nil {
			return nil, err
		}
	}
	return roots, nil
}

func (d *decoder) root(value any, keys []string) (Root, *Error) {
	keys = slices.Clip(keys)
	root := Root{Line: d.places.find(keys).line}
	switch value := value.(type) {
	case string:
		root.Path = value
	case map[string]any:
		if err := d.knownKeys(value, keys, rootKeys); err != nil {
			return root, err
		}
		keys = append(keys, "path")
		var ok bool
		var err *Error
		if root.Path, ok, err = d.text(value, keys...); err != nil {
			return root, err.hint("write path = \"…\"")
		} else if !ok {
			return root, d.fail(keys[:len(keys)-1], "`path` is missing").hint("add path = \"…\"")
		}
		keys[len(keys)-1] = "dependent"
		if root.Dependent, err = d.flag(value, keys); err != nil {
			return root, err
		}
		if root.Runs, err = d.runs(value, keys[:len(keys)-1]); err != nil {
			return root, err
		}
		keys[len(keys)-1] = "path"
	default:
		return root, d.wrongType(keys, value, "a string or a table").hint(rootsHint)
	}
	switch {
	case root.Path == "":
		return root, d.fail(keys, "the path is empty").hint("write the directory of a nested workspace")
	case filepath.Clean(root.Path) == ".":
		return root, d.fail(keys, "`%s` is the containing package itself", printable.Text(root.Path)).
			hint("write the directory of a nested workspace")
	case strings.ContainsRune(root.Path, 0):
		return root, d.fail(keys, "the path contains a NUL character").hint("remove it")
	}
	return root, nil
}

// flag is true or false, false when the key is missing.
func (d *decoder) flag(table map[string]any, keys []string) (bool, *Error) {
	key := keys[len(keys)-1]
	value, ok := table[key]
	on, isBool := value.(bool)
	if ok && !isBool {
		return false, d.wrongType(keys, value, "true or false").hint("write %s = true, or leave it out", key)
	}
	return on, nil
}

// choice is one of values, the first if the key is missing.
func (d *decoder) choice(table map[string]any, keys, values []string) (string, *Error) {
	all := "write \"" + strings.Join(values, "\" or \"") + "\""
	text, ok, err := d.text(table, keys...)
	switch {
	case err != nil:
		return "", err.hint("%s", all)
	case !ok:
		return values[0], nil
	case !slices.Contains(values, text):
		return "", d.fail(keys, "unknown value `%s`", printable.Text(text)).hint("%s", all)
	}
	return text, nil
}

func (d *decoder) knownKeys(table map[string]any, keys, known []string) *Error {
	for _, key := range slices.Sorted(maps.Keys(table)) {
		if slices.Contains(known, key) {
			continue
		}
		bad := d.fail(append(slices.Clip(keys), key), "unknown key `%s`", printable.Text(key))
		if meant := spelling.Nearest(key, known); meant != "" {
			return bad.hint("did you mean `%s`", meant)
		}
		return bad.hint("known keys: %s", strings.Join(known, ", "))
	}
	return nil
}

// misspelt refuses a table that has roots and is called nearly as ours: it would
// be ignored.
func (d *decoder) misspelt(metadata map[string]any, owner string) *Error {
	for _, key := range slices.Sorted(maps.Keys(metadata)) {
		table, _ := metadata[key].(map[string]any)
		if _, ok := table["roots"]; ok && spelling.Nearest(key, []string{nestedTable}) != "" {
			keys := []string{owner, "metadata", key}
			d.places = locate(d.data, keys)
			return d.fail(keys, "is no table that cargo-nw reads").hint("did you mean [%s.metadata.%s]", owner, nestedTable)
		}
	}
	return nil
}
