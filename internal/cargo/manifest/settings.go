package manifest

import (
	"bytes"
	"maps"
	"path/filepath"
	"slices"
)

// Settings is what a manifest says that does not matter for finding workspaces.
// A value of a type that cargo does not accept counts as missing: reporting it
// is left to cargo. The zero value is a manifest that says nothing.
type Settings struct{ doc map[string]any }

// Settings are those of the manifest at path, read once. If it cannot be read,
// they are empty; [Reader.Load] has the error.
func (r *Reader) Settings(path string) Settings {
	path = filepath.Clean(path)
	known, ok := r.settings[path]
	if !ok {
		if data, err := r.read(path); err == nil {
			known, _ = r.parseSettings(path, data)
		}
		r.settings[path] = known
	}
	return known
}

// ParseSettings reads the text of a manifest. The error is an *[Error] about
// the file at path.
func ParseSettings(path string, text []byte) (Settings, error) {
	return NewReader("").parseSettings(path, text)
}

func (r *Reader) parseSettings(path string, data []byte) (Settings, error) {
	doc, err := r.document(path, bytes.TrimPrefix(data, byteOrderMark))
	if err != nil {
		return Settings{}, err
	}
	return Settings{doc}, nil
}

// in is the value of a key in a table, or T's zero value.
func in[T any](table map[string]any, key string) T {
	value, _ := table[key].(T)
	return value
}

// at is the table that the keys lead to, nil if there is none.
func (s Settings) at(keys ...string) map[string]any {
	table := s.doc
	for _, key := range keys {
		table = in[map[string]any](table, key)
	}
	return table
}

// Raw is the value that the keys lead to, as it is written, nil if there is
// none: maps, slices, strings, booleans, numbers, and dates as text. It is for
// what is passed on without being understood, and must not be changed.
func (s Settings) Raw(keys ...string) any {
	last := len(keys) - 1
	return s.at(keys[:last]...)[keys[last]]
}

// All is the whole manifest, as [Settings.Raw] has its parts.
func (s Settings) All() map[string]any { return maps.Clone(s.doc) }

// Inherited are the keys of [package], and the dependencies of all tables, that
// say `workspace = true`, sorted.
func (s Settings) Inherited() (keys, dependencies []string) {
	inherited := func(table map[string]any) (names []string) {
		for name := range table {
			if in[bool](in[map[string]any](table, name), "workspace") {
				names = append(names, name)
			}
		}
		return names
	}
	parents := []map[string]any{s.doc}
	for _, target := range s.at("target") {
		if table, ok := target.(map[string]any); ok {
			parents = append(parents, table)
		}
	}
	for _, parent := range parents {
		for _, kind := range []string{"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"} {
			dependencies = append(dependencies, inherited(in[map[string]any](parent, kind))...)
		}
	}
	slices.Sort(dependencies)
	keys = inherited(s.pkg())
	slices.Sort(keys)
	return keys, slices.Compact(dependencies)
}

func (s Settings) pkg() map[string]any {
	if table := s.at("package"); table != nil {
		return table
	}
	return s.at("project")
}

// Edition is that of a root package, inherited or not, or what members of a
// virtual workspace can inherit, "" if it leaves that to them; cargo's default
// is 2015.
func (s Settings) Edition() string {
	if own, ok := s.pkg()["edition"].(string); ok {
		return own
	}
	if handed := in[string](s.at("workspace", "package"), "edition"); handed != "" {
		return handed
	}
	if s.virtual() {
		return ""
	}
	return "2015"
}

func (s Settings) virtual() bool { return in[string](s.pkg(), "name") == "" }

// Resolver is the version that applies in a root: what is written, otherwise
// the one that comes with the edition of a root package
// (https://doc.rust-lang.org/cargo/reference/resolver.html#resolver-versions).
func (s Settings) Resolver() string {
	for _, table := range []map[string]any{s.at("workspace"), s.pkg()} {
		if written := in[string](table, "resolver"); written != "" {
			return written
		}
	}
	if s.virtual() {
		return "1"
	}
	switch s.Edition() {
	case "2015", "2018":
		return "1"
	case "2021":
		return "2"
	}
	return "3"
}

// Version is that of the package, inherited from root or not.
func (s Settings) Version(root Settings) string {
	switch own := s.pkg()["version"].(type) {
	case string:
		return own
	case nil:
		return "0.0.0"
	}
	return in[string](root.at("workspace", "package"), "version")
}

// Profiles are the tables of [profile], by name.
func (s Settings) Profiles() map[string]any { return s.at("profile") }

// Needs are the names of the packages in the dependency tables, sorted. A name
// may occur twice.
func (s Settings) Needs(root Settings) []string {
	return s.needs(root, "dependencies", "dev-dependencies", "build-dependencies")
}

// BuildNeeds are those of [Settings.Needs] that a build without tests needs.
func (s Settings) BuildNeeds(root Settings) []string {
	return s.needs(root, "dependencies", "build-dependencies")
}

func (s Settings) needs(root Settings, kinds ...string) []string {
	inherited := root.at("workspace", "dependencies")
	var names []string
	collect := func(parent map[string]any) {
		for _, kind := range kinds {
			for key, value := range in[map[string]any](parent, kind) {
				names = append(names, packageName(key, value, inherited))
			}
		}
	}
	collect(s.doc)
	for _, target := range s.at("target") {
		if table, ok := target.(map[string]any); ok {
			collect(table)
		}
	}
	slices.Sort(names)
	return names
}

// packageName is the name that a dependency has at its source.
func packageName(key string, value any, inherited map[string]any) string {
	table, ok := value.(map[string]any)
	if !ok {
		return key
	}
	if in[bool](table, "workspace") {
		return packageName(key, inherited[key], nil)
	}
	if name := in[string](table, "package"); name != "" {
		return name
	}
	return key
}
