package config

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Compilation is what decides how crates are compiled beyond what cargo puts
// into their hashes: where it differs, equal hashes do not mean equal results.
type Compilation struct {
	Rustc   string   // the compiler, as it is written; "" for the toolchain's
	Targets []string // the platforms that are built for without --target
	// Text has all of it, the same for two places where it is the same.
	Text string
	// Linker says that another linker than the default may be in use.
	Linker bool
}

// compiling are the tables and keys that count.
var compiling = map[string][]string{
	"env":    nil, // all
	"target": nil,
	"host":   nil,
	"build":  {"rustc", "rustc-wrapper", "rustc-workspace-wrapper", "target", "rustflags"},
}

// variables are those that stand for keys of these tables, or that rustc and
// cargo read themselves.
var variables = []string{
	"RUSTC", "RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER", "RUSTC_BOOTSTRAP", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS",
	"CARGO_BUILD_RUSTC", "CARGO_BUILD_RUSTC_WRAPPER", "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET",
}

// Compilation reads what holds in p, in the order of [Reader.Load].
func (r *Reader) Compilation(p Place) (Compilation, error) {
	layers, err := r.commandLine(p)
	if err != nil {
		return Compilation{}, err
	}
	files, err := r.hierarchy(p.Dir, p.Home)
	if err != nil {
		return Compilation{}, err
	}
	for _, f := range files {
		layers = f.layers(layers)
	}
	all := map[string]any{}
	for _, l := range slices.Backward(layers) {
		for name, keys := range compiling {
			if table, ok := l.values[name].(map[string]any); ok {
				chosen := maps.Clone(table)
				maps.DeleteFunc(chosen, func(key string, _ any) bool { return keys != nil && !slices.Contains(keys, key) })
				below, _ := all[name].(map[string]any)
				all[name] = overlaid(below, anchored(name, chosen, l.base))
			}
		}
	}
	set := map[string]any{}
	for _, name := range variables {
		if value := environ.Get(p.Env, name); value != "" {
			set[name] = value
		}
	}
	for _, prefix := range []string{"CARGO_TARGET_", "CARGO_HOST_"} {
		for rest, value := range environ.Prefixed(p.Env, prefix) {
			if name := prefix + rest; name != "CARGO_TARGET_DIR" {
				set[name] = value
			}
		}
	}
	all["variables"] = set
	return compilation(all, p), nil
}

func compilation(all map[string]any, p Place) Compilation {
	build, _ := all["build"].(map[string]any)
	c := Compilation{Rustc: text(build["rustc"])}
	for _, name := range []string{"CARGO_BUILD_RUSTC", "RUSTC"} {
		if value := environ.Get(p.Env, name); value != "" {
			c.Rustc = value
		}
	}
	targets := []any{build["target"]}
	if list, ok := build["target"].([]any); ok {
		targets = list
	}
	if value := environ.Get(p.Env, "CARGO_BUILD_TARGET"); value != "" {
		targets = []any{value}
	}
	for _, target := range targets {
		if target := text(target); target != "" {
			c.Targets = append(c.Targets, strings.TrimSuffix(filepath.Base(target), ".json"))
		}
	}
	written, _ := json.Marshal(all) // its keys are sorted
	// A linker, or a flag that goes to one; mold -run sets the last.
	c.Linker = strings.Contains(strings.ToLower(string(written)), "link") || strings.Contains(environ.Get(p.Env, "LD_PRELOAD"), "mold")
	// Flags are in cargo's own hashes.
	delete(build, "rustflags")
	set, _ := all["variables"].(map[string]any)
	for _, name := range []string{"RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_BUILD_RUSTFLAGS", "CARGO_BUILD_TARGET"} {
		delete(set, name)
	}
	delete(build, "target")
	maps.DeleteFunc(all, func(_ string, table any) bool { return len(table.(map[string]any)) == 0 }) //nolint:forcetypeassert // all of them are tables
	written, _ = json.Marshal(all)
	c.Text = string(written)
	return c
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// overlaid is below with what above says: tables key by key, lists one after the
// other, all else replaced (src/cargo/util/context/mod.rs, merge).
func overlaid(below, above map[string]any) map[string]any {
	merged := maps.Clone(below)
	if merged == nil {
		merged = map[string]any{}
	}
	for key, value := range above {
		switch value := value.(type) {
		case map[string]any:
			inner, _ := merged[key].(map[string]any)
			merged[key] = overlaid(inner, value)
		case []any:
			inner, _ := merged[key].([]any)
			merged[key] = slices.Concat(inner, value)
		default:
			merged[key] = value
		}
	}
	return merged
}

// anchored is a table whose relative paths are absolute: two places may write
// the same and mean another file.
func anchored(name string, table map[string]any, base string) map[string]any {
	path := func(value any) any {
		if s := text(value); strings.ContainsAny(s, `/\`) {
			return paths.Absolute(base, s)
		}
		return value
	}
	for key, value := range table {
		inner, isTable := value.(map[string]any)
		switch {
		case name == "env" && isTable && inner["relative"] == true:
			inner = maps.Clone(inner)
			inner["value"] = paths.Absolute(base, text(inner["value"]))
			table[key] = inner
		case name == "build" && key != "target":
			table[key] = path(value)
		case (name == "target" || name == "host") && isTable && inner["linker"] != nil:
			inner = maps.Clone(inner)
			inner["linker"] = path(inner["linker"])
			table[key] = inner
		}
	}
	return table
}
