package config

import (
	"maps"
	"slices"
)

// BuildStd says whether [unstable] has the standard library compiled for a cargo
// started in dir. A list cannot be switched off again, so a stable cargo that
// is made to listen to unstable flags listens to this, too.
func (r *Reader) BuildStd(dir, home string) bool {
	for _, l := range r.layersOf(dir, home) {
		if table, _ := l.values["unstable"].(map[string]any); table["build-std"] != nil {
			return true
		}
	}
	return false
}

// layersOf are the configuration files that apply, the strongest first.
func (r *Reader) layersOf(dir, home string) (layers []layer) {
	files, _ := r.hierarchy(dir, home)
	for _, f := range files {
		layers = f.layers(layers)
	}
	return layers
}

// Unstable are the keys of [unstable] that are switched on for a cargo started
// in dir, sorted. A stable cargo does not listen to them. Files that cannot be
// read switch nothing on.
func (r *Reader) Unstable(dir, home string) []string {
	keys := map[string]bool{}
	for _, l := range r.layersOf(dir, home) {
		table, _ := l.values["unstable"].(map[string]any)
		for key, value := range table {
			if value == true {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}
