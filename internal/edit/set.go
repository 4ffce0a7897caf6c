package edit

import (
	"bytes"
	"maps"
	"slices"

	"github.com/pelletier/go-toml/v2"
)

// Setting is a key and its value. They are also what to write by hand.
type Setting struct {
	Key   string
	Value string // a bare word or a plain string of TOML
}

// Line is the setting as a line of TOML.
func (s Setting) Line() string { return s.Key + " = " + s.Value }

// Set returns the text of a manifest in which the owner's nested_workspace
// table, which is there, also has the settings that it has no key of. added are
// those. The error is a *[RefusedError].
func Set(text []byte, owner Owner, settings []Setting) (edited []byte, added []Setting, err error) {
	for _, s := range settings {
		changed, err := setOne(text, owner, s)
		if err != nil {
			return nil, nil, err
		}
		if !bytes.Equal(changed, text) {
			text, added = changed, append(added, s)
		}
	}
	return text, added, nil
}

func setOne(text []byte, owner Owner, s Setting) ([]byte, error) {
	body, marked := bytes.CutPrefix(text, bom)
	var old map[string]any
	if err := toml.Unmarshal(body, &old); err != nil {
		return nil, &RefusedError{Why: "is not TOML: " + err.Error(), Add: s.Line()}
	}
	if _, ok := old[string(Package)]; owner == Package && !ok {
		owner = "project" // what cargo before edition 2024 also accepts
	}
	keys := []string{string(owner), "metadata", "nested_workspace"}
	at := find(body, append(slices.Clone(keys), s.Key))
	if at.key >= 0 {
		return text, nil
	}
	value, ok := decode(s)
	if !ok {
		return nil, &RefusedError{Line: at.line, Add: s.Line(), Why: "`" + s.Line() + "` is not TOML"}
	}
	want, ok := put(old, append(slices.Clone(keys), s.Key), value)
	ways := append(lines(body, find(body, append(slices.Clone(keys), "roots")), s.Line()), belowHeader(body, at, s.Line())...)
	if edited, found := meaning(ways, want); ok && found {
		if marked {
			edited = append(bytes.Clone(bom), edited...)
		}
		return edited, nil
	}
	return nil, &RefusedError{Line: at.line, Add: s.Line(), Why: "the table is written in a way that cannot be edited safely"}
}

// decode is the value of a setting.
func decode(s Setting) (any, bool) {
	var doc map[string]any
	err := toml.Unmarshal([]byte(s.Line()), &doc)
	return doc[s.Key], err == nil
}

// put is the document with a value where the keys lead, through tables that are
// there or not. old is not changed.
func put(old map[string]any, keys []string, value any) (doc map[string]any, ok bool) {
	if doc = maps.Clone(old); doc == nil {
		doc = map[string]any{}
	}
	at := doc
	for i, key := range keys {
		if i == len(keys)-1 {
			at[key] = value
			break
		}
		below, isTable := at[key].(map[string]any)
		if at[key] != nil && !isTable {
			return nil, false
		}
		if below = maps.Clone(below); below == nil {
			below = map[string]any{}
		}
		at[key] = below
		at = below
	}
	return doc, true
}
