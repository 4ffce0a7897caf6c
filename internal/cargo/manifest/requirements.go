package manifest

import (
	"maps"
	"slices"
)

// Requirement is an entry of a dependency table that asks for a version.
type Requirement struct {
	Name     string // of the package, whatever the manifest calls it
	Versions string // as it is written: "^1.2", "=1.0.9"
	Table    string // in which it is written: "dependencies", "target.cfg(unix).dev-dependencies"
}

// Requirements are those of a package, inherited from root or not, by table and
// then by key. An entry without a version asks for none and is left out.
func (s Settings) Requirements(root Settings) []Requirement {
	inherited := root.at("workspace", "dependencies")
	var list []Requirement
	collect := func(parent map[string]any, keys ...string) {
		for _, kind := range []string{"dependencies", "dev-dependencies", "build-dependencies"} {
			entries := in[map[string]any](parent, kind)
			if old := underscored[kind]; entries == nil && old != "" {
				entries = in[map[string]any](parent, old)
			}
			for _, key := range slices.Sorted(maps.Keys(entries)) {
				if versions := requirement(key, entries[key], inherited); versions != "" {
					name := packageName(key, entries[key], inherited)
					list = append(list, Requirement{name, versions, keyName(append(slices.Clone(keys), kind))})
				}
			}
		}
	}
	collect(s.doc)
	targets := s.at("target")
	for _, target := range slices.Sorted(maps.Keys(targets)) {
		collect(in[map[string]any](targets, target), "target", target)
	}
	return list
}

// requirement is the version that an entry asks for, "" when it asks for none.
func requirement(key string, value any, inherited map[string]any) string {
	switch value := value.(type) {
	case string:
		return value
	case map[string]any:
		if in[bool](value, "workspace") {
			return requirement(key, inherited[key], nil)
		}
		return in[string](value, "version")
	}
	return ""
}
