package skeleton

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// tables are the names of the dependency tables by kind.
var tables = map[string]string{"": "dependencies", "dev": "dev-dependencies", "build": "build-dependencies"}

// dependencies adds the dependency tables of a package.
func dependencies(doc map[string]any, p Package) {
	for _, d := range p.Dependencies {
		at := doc
		if d.Target != "" {
			at = below(below(doc, "target"), d.Target)
		}
		below(at, tables[d.Kind])[d.Key()] = dependency(d, p.Dir())
	}
}

// below is the table of a name in a table, which is made if there is none.
func below(table map[string]any, key string) map[string]any {
	inner, ok := table[key].(map[string]any)
	if !ok {
		inner = map[string]any{}
		table[key] = inner
	}
	return inner
}

// dependency is one entry. One on disk has no requirement: the version of what
// is there is masked.
func dependency(d metadata.Dependency, dir string) any {
	entry := map[string]any{}
	switch {
	case d.Path != "":
		entry["path"] = filepath.ToSlash(paths.Relative(dir, d.Path))
	case strings.HasPrefix(d.Source, "git+"):
		gitSource(entry, strings.TrimPrefix(d.Source, "git+"))
	}
	if d.Path == "" && (d.Versions != "*" || len(entry) == 0) {
		entry["version"] = d.Versions
	}
	if d.Registry != "" {
		entry["registry-index"] = d.Registry
	}
	if d.Rename != "" {
		entry["package"] = d.Name
	}
	if d.Optional {
		entry["optional"] = true
	}
	if !d.DefaultFeatures {
		entry["default-features"] = false
	}
	if len(d.Features) > 0 {
		entry["features"] = sorted(d.Features)
	}
	if a := d.Artifact; a != nil {
		entry["artifact"] = sorted(a.Kinds)
		if a.Lib {
			entry["lib"] = true
		}
		if a.Target != "" {
			entry["target"] = a.Target
		}
	}
	if version, ok := entry["version"]; ok && len(entry) == 1 {
		return version
	}
	return entry
}

// gitSource reads "URL?branch=NAME", as metadata has it: nothing is encoded.
func gitSource(entry map[string]any, source string) {
	source, _, _ = strings.Cut(source, "#")
	for _, key := range []string{"branch", "tag", "rev"} {
		if url, name, ok := strings.Cut(source, "?"+key+"="); ok {
			entry["git"], entry[key] = url, name
			return
		}
	}
	entry["git"] = source
}

// sorted are the words sorted, each once.
func sorted(words []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(words)))
}
