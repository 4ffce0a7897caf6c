package manifest

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Library is the name of the library target, which may not exist, and the crate
// types in the manifest, nil if it has none. The default name is the package's
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#the-name-field).
func (s Settings) Library() (name string, types []string) {
	lib := s.at("lib")
	if name = in[string](lib, "name"); name == "" {
		name = in[string](s.pkg(), "name")
	}
	written := in[[]any](lib, "crate-type")
	if written == nil {
		written = in[[]any](lib, "crate_type")
	}
	for _, value := range written {
		if text, ok := value.(string); ok {
			types = append(types, text)
		}
	}
	return strings.ReplaceAll(name, "-", "_"), types
}

// PackageEdition is the edition of the package, inherited from root or not.
func (s Settings) PackageEdition(root Settings) string {
	switch own := s.pkg()["edition"].(type) {
	case string:
		return own
	case map[string]any:
		return in[string](root.at("workspace", "package"), "edition")
	}
	return "2015"
}

// Features are those of the table [features], each with what it turns on.
func (s Settings) Features() map[string][]string {
	features := map[string][]string{}
	for name, value := range s.at("features") {
		features[name] = []string{}
		list, _ := value.([]any)
		for _, on := range list {
			if text, ok := on.(string); ok {
				features[name] = append(features[name], text)
			}
		}
	}
	return features
}

// HasScript says whether cargo finds a build script for the package in dir.
func (s Settings) HasScript(dir string) bool {
	switch build := s.Build().(type) {
	case nil:
		return paths.IsFile(filepath.Join(dir, "build.rs"))
	case bool:
		return build
	}
	return true
}

// Executables are the names of the programs of the package in dir, sorted:
// those in the manifest and those that cargo finds on its own
// (https://doc.rust-lang.org/cargo/reference/cargo-targets.html#target-auto-discovery).
// dir is read.
func (s Settings) Executables(dir string) []string {
	names := map[string]bool{}
	for _, value := range in[[]any](s.doc, "bin") {
		table, _ := value.(map[string]any)
		if name := in[string](table, "name"); name != "" {
			names[name] = true
		}
	}
	if looks, ok := s.pkg()["autobins"].(bool); !ok || looks {
		if paths.IsFile(filepath.Join(dir, "src", "main.rs")) {
			names[in[string](s.pkg(), "name")] = true
		}
		bin := filepath.Join(dir, "src", "bin")
		entries, _ := os.ReadDir(bin) // what cannot be read has none
		for _, entry := range entries {
			if name, ok := strings.CutSuffix(entry.Name(), ".rs"); ok && !entry.IsDir() {
				names[name] = true
			} else if paths.IsFile(filepath.Join(bin, entry.Name(), "main.rs")) {
				names[entry.Name()] = true
			}
		}
	}
	delete(names, "")
	return slices.Sorted(maps.Keys(names))
}
