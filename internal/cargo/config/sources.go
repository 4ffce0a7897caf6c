package config

import (
	"maps"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Sources are what the configuration files of a directory lead to.
type Sources struct {
	Files    []string      // those that apply, the strongest first, each before what it includes
	Included []string      // files, by include, existing or not; their paths keep ".."
	Packages []Replacement // by [patch] and paths
	Named    []Named       // what else the files name
}

// Replacement is a package on disk with which a configuration file replaces
// another one. Both paths are absolute and lexically clean. One from paths may
// be a directory of packages, too.
type Replacement struct {
	Name string // as [patch] calls it; "" from paths
	From string // the configuration file
	Dir  string // where the package is
}

// Sources returns those of the files that apply to a cargo started in dir,
// except the one in CARGO_HOME. What cannot be read leads nowhere: reporting it
// is left to cargo.
func (r *Reader) Sources(dir string) Sources {
	files, _ := r.hierarchy(dir, "")
	var s Sources
	for _, file := range files {
		s.add(file)
	}
	return s
}

func (s *Sources) add(t table) {
	s.Files = append(s.Files, t.source)
	for _, in := range t.includes() {
		s.Included = append(s.Included, in.path)
	}
	s.Named = append(s.Named, t.named()...)
	replace := func(name string, path any) {
		if path, ok := path.(string); ok {
			s.Packages = append(s.Packages, Replacement{name, t.source, paths.Absolute(t.base, path)})
		}
	}
	overrides, _ := t.values["paths"].([]any)
	for _, path := range overrides {
		replace("", path)
	}
	registries, _ := t.values["patch"].(map[string]any)
	for _, registry := range slices.Sorted(maps.Keys(registries)) {
		patches, _ := registries[registry].(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(patches)) {
			if patch, ok := patches[name].(map[string]any); ok {
				replace(name, patch["path"])
			}
		}
	}
	for _, below := range t.below {
		s.add(below)
	}
}
