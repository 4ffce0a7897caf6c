package doctor

import (
	"os"

	"github.com/pelletier/go-toml/v2"
)

// settings is what a manifest says that is of no matter for finding workspaces.
type settings struct {
	Package struct {
		Edition, Version any
		Name, Resolver   string
		Build            any
	}
	Workspace struct {
		Resolver     string
		Package      struct{ Edition, Version string }
		Dependencies map[string]any
	}
	Profile      map[string]any
	Dependencies map[string]any
	Dev          map[string]any `toml:"dev-dependencies"`
	Build        map[string]any `toml:"build-dependencies"`
	Target       map[string]struct {
		Dependencies map[string]any
		Dev          map[string]any `toml:"dev-dependencies"`
		Build        map[string]any `toml:"build-dependencies"`
	}
}

// read gives the settings of a manifest; what cannot be read has none, and
// another rule tells.
func (e *examination) read(path string) settings {
	if known, ok := e.settings[path]; ok {
		return known
	}
	var s settings
	if data, err := os.ReadFile(path); err == nil { //nolint:gosec // the user's own manifest
		_ = toml.Unmarshal(data, &s)
	}
	e.settings[path] = s
	return s
}

// edition is that of a root package, inherited or not, or what a virtual
// workspace hands down; cargo's default is 2015.
func (s settings) edition() string {
	if own, ok := s.Package.Edition.(string); ok {
		return own
	}
	if s.Workspace.Package.Edition != "" {
		return s.Workspace.Package.Edition
	}
	if s.Package.Name == "" {
		return "" // a virtual workspace that leaves it to its members
	}
	return "2015"
}

// resolver is the version that holds: what is written, else what the edition
// of a root package brings (docs: reference/resolver.html#resolver-versions).
func (s settings) resolver() string {
	if s.Workspace.Resolver != "" {
		return s.Workspace.Resolver
	}
	if s.Package.Resolver != "" {
		return s.Package.Resolver
	}
	if s.Package.Name == "" {
		return "1"
	}
	switch s.edition() {
	case "2015", "2018":
		return "1"
	case "2021":
		return "2"
	}
	return "3"
}

// version is a package's, inherited from root or not.
func (s settings) version(root settings) string {
	if own, ok := s.Package.Version.(string); ok {
		return own
	}
	if s.Package.Version != nil {
		return root.Workspace.Package.Version
	}
	return "0.0.0"
}

// needs are the names of the packages that the dependency tables ask for.
func (s settings) needs(root settings) []string {
	var names []string
	tables := []map[string]any{s.Dependencies, s.Dev, s.Build}
	for _, t := range s.Target {
		tables = append(tables, t.Dependencies, t.Dev, t.Build)
	}
	for _, table := range tables {
		for key, value := range table {
			names = append(names, packageName(key, value, root.Workspace.Dependencies))
		}
	}
	return names
}

// packageName is what a dependency is called where it comes from.
func packageName(key string, value any, inherited map[string]any) string {
	table, ok := value.(map[string]any)
	if !ok {
		return key
	}
	if inherit, _ := table["workspace"].(bool); inherit {
		return packageName(key, inherited[key], nil)
	}
	if name, ok := table["package"].(string); ok {
		return name
	}
	return key
}
