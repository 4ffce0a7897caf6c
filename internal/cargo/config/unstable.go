package config

import (
	"maps"
	"slices"
)

// Unstable are the keys of [unstable] that are switched on for a cargo started
// in dir, sorted. A stable cargo does not listen to them. Files that cannot be
// read switch nothing on.
func (r *Reader) Unstable(dir, home string) []string {
	files, _ := r.hierarchy(dir, home)
	keys := map[string]bool{}
	var layers []layer
	for _, f := range files {
		layers = f.layers(layers)
	}
	for _, l := range layers {
		table, _ := l.values["unstable"].(map[string]any)
		for key, value := range table {
			if value == true {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}
