package config

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Named is a file or a directory that a configuration file names, except
// packages and other configuration files.
type Named struct {
	From string // the configuration file
	Key  string // with dots: target.wasm32-wasip1.runner
	Path string // absolute and lexically clean
	Tree bool   // a directory that counts with all that is in it: packages
	// Maybe says that the key may as well name what a build makes, or a
	// directory.
	Maybe bool
}

// named are those of one file, by key
// (https://doc.rust-lang.org/cargo/reference/config.html#config-relative-paths).
// A program without a separator in its name is looked for on PATH.
func (t table) named() (list []Named) {
	add := func(n Named, path string) {
		n.From, n.Path = t.source, paths.Absolute(t.base, path)
		list = append(list, n)
	}
	program := func(key, path string) {
		if strings.ContainsAny(path, `/\`) {
			add(Named{Key: key}, path)
		}
	}
	build, _ := t.values["build"].(map[string]any)
	for _, key := range []string{"rustc", "rustc-wrapper", "rustc-workspace-wrapper", "rustdoc"} {
		program("build."+key, text(build[key]))
	}
	targets := []any{build["target"]}
	if several, ok := build["target"].([]any); ok {
		targets = several
	}
	for _, target := range targets {
		if path := text(target); strings.HasSuffix(path, ".json") {
			add(Named{Key: "build.target"}, path)
		}
	}
	each(t.values["target"], func(name string, target map[string]any) {
		program("target."+name+".linker", text(target["linker"]))
		program("target."+name+".runner", firstWord(target["runner"]))
	})
	each(t.values["env"], func(name string, variable map[string]any) {
		if variable["relative"] == true {
			add(Named{Key: "env." + name, Maybe: true}, text(variable["value"]))
		}
	})
	each(t.values["source"], func(name string, source map[string]any) {
		for _, key := range []string{"directory", "local-registry"} {
			if path := text(source[key]); path != "" {
				add(Named{Key: "source." + name + "." + key, Tree: true}, path)
			}
		}
	})
	http, _ := t.values["http"].(map[string]any)
	if path := text(http["cainfo"]); path != "" {
		add(Named{Key: "http.cainfo"}, path)
	}
	return list
}

// firstWord is the program of a command line, which is written as one text or as
// a list.
func firstWord(value any) string {
	if list, ok := value.([]any); ok && len(list) > 0 {
		return text(list[0])
	}
	if words := strings.Fields(text(value)); len(words) > 0 {
		return words[0]
	}
	return ""
}

// each does something for every table in a table, by name. A name that is no
// bare key is shown quoted.
func each(value any, do func(name string, table map[string]any)) {
	tables, _ := value.(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(tables)) {
		if table, ok := tables[name].(map[string]any); ok {
			if strings.ContainsAny(name, ". ()\"") {
				do(strconv.Quote(name), table)
				continue
			}
			do(name, table)
		}
	}
}
