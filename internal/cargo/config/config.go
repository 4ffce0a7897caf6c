package config

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Place is the cargo process whose configuration is wanted.
type Place struct {
	Dir  string   // its working directory; config files are searched upward from here, whatever --manifest-path says
	Home string   // CARGO_HOME, absolute
	Env  []string // its environment
	CLI  []string // the values of its --config flags, in order
}

// Config is what applies in one place. Paths are absolute and lexically clean.
type Config struct {
	NetOffline bool
	// TargetDir and BuildDir are empty if nothing sets them. BuildDir may hold
	// cargo's templates; see [Config.Directories].
	TargetDir, BuildDir string
	// NewLayout is unstable.build-dir-new-layout, which only a nightly cargo
	// accepts.
	NewLayout bool
	aliases   map[string][]string
	vendored  map[string]string // by the source's name
	home      string
}

// layer is one source of values, with the directory that its relative paths
// start from.
type layer struct {
	values map[string]any
	base   string
}

// Load reads what applies in p. --config beats the environment, which beats the
// files; among files the nearest wins (src/cargo/util/context/mod.rs).
func (r *Reader) Load(p Place) (Config, error) {
	layers, err := r.commandLine(p)
	if err != nil {
		return Config{}, err
	}
	given := len(layers)
	files, err := r.hierarchy(p.Dir, p.Home)
	if err != nil {
		return Config{}, err
	}
	layers = append(layers, environment(p))
	for _, f := range files {
		layers = f.layers(layers)
	}
	c := Config{home: p.Home, aliases: map[string][]string{}, vendored: map[string]string{}}
	for i, l := range slices.Backward(layers) {
		c.apply(l)
		if i >= given {
			c.alias(l) // one given by --config is not expanded (measured on 1.95)
		}
	}
	if dir := environ.Get(p.Env, "CARGO_TARGET_DIR"); dir != "" {
		c.TargetDir = paths.Absolute(p.Dir, dir)
	}
	return c, nil
}

// layers appends the file and what it includes, the strongest first.
func (t table) layers(to []layer) []layer {
	to = append(to, layer{t.values, t.base})
	for _, b := range t.below {
		to = b.layers(to)
	}
	return to
}

// commandLine turns --config values into layers, the last given first. A value
// that is an existing path is that file, any other is TOML, also one too long
// for the name of a file (src/cargo/util/context/mod.rs, cli_args_as_table).
func (r *Reader) commandLine(p Place) ([]layer, error) {
	var layers []layer
	for _, value := range slices.Backward(p.CLI) {
		path := paths.Join(p.Dir, value)
		values, err := r.file(path)
		var t table
		switch {
		case err == nil:
			t, err = r.inFile(path, values)
		case errors.Is(err, fs.ErrNotExist), !paths.Exists(path):
			if values, err = parse([]byte(value)); err != nil {
				continue // cargo reports it better
			}
			t, err = r.withIncludes(table{source: "a --config value", folder: p.Dir, base: p.Dir, values: values}, map[string]bool{})
		}
		if err != nil {
			return nil, err
		}
		layers = t.layers(layers)
	}
	return layers, nil
}

// environment collects the CARGO_… variables that set keys.
func environment(p Place) layer {
	build := map[string]any{"target-dir": environ.Get(p.Env, "CARGO_BUILD_TARGET_DIR"), "build-dir": environ.Get(p.Env, "CARGO_BUILD_BUILD_DIR")}
	net, alias, unstable := map[string]any{}, map[string]any{}, map[string]any{}
	if on, err := strconv.ParseBool(environ.Get(p.Env, "CARGO_NET_OFFLINE")); err == nil {
		net["offline"] = on
	}
	if on, err := strconv.ParseBool(environ.Get(p.Env, "CARGO_UNSTABLE_BUILD_DIR_NEW_LAYOUT")); err == nil {
		unstable["build-dir-new-layout"] = on
	}
	named := environ.Prefixed(p.Env, "CARGO_ALIAS_")
	for _, key := range slices.Sorted(maps.Keys(named)) {
		if key != "" {
			alias[strings.ReplaceAll(strings.ToLower(key), "_", "-")] = named[key]
		}
	}
	return layer{map[string]any{"build": build, "net": net, "alias": alias, "unstable": unstable}, p.Dir}
}

// apply overrides what is there with l.
func (c *Config) apply(l layer) {
	if build, ok := l.values["build"].(map[string]any); ok {
		if dir, ok := build["target-dir"].(string); ok && dir != "" {
			c.TargetDir = paths.Absolute(l.base, dir)
		}
		if dir, ok := build["build-dir"].(string); ok && dir != "" {
			c.BuildDir = templated(l.base, dir)
		}
	}
	if net, ok := l.values["net"].(map[string]any); ok {
		if on, ok := net["offline"].(bool); ok {
			c.NetOffline = on
		}
	}
	if unstable, ok := l.values["unstable"].(map[string]any); ok {
		if on, ok := unstable["build-dir-new-layout"].(bool); ok {
			c.NewLayout = on
		}
	}
	sources, _ := l.values["source"].(map[string]any)
	for name, source := range sources {
		table, _ := source.(map[string]any)
		if dir, ok := table["directory"].(string); ok {
			c.vendored[name] = paths.Absolute(l.base, dir)
		}
	}
}

// Vendored are the directories of packages in directory sources: what `cargo
// vendor` writes.
func (c Config) Vendored() []string { return slices.Sorted(maps.Values(c.vendored)) }

func (c *Config) alias(l layer) {
	table, _ := l.values["alias"].(map[string]any)
	for name, value := range table {
		if words := aliasWords(value); words != nil {
			c.aliases[name] = words
		}
	}
}

// aliasWords splits an alias: a string at white space, without quoting; a list
// stays as it is.
func aliasWords(value any) []string {
	switch v := value.(type) {
	case string:
		return strings.Fields(v)
	case []any:
		words := []string{}
		for _, w := range v {
			if s, ok := w.(string); ok {
				words = append(words, s)
			}
		}
		return words
	}
	return nil
}

// Alias returns the words that a user-defined alias stands for.
func (c Config) Alias(name string) (words []string, ok bool) {
	words, ok = c.aliases[name]
	return words, ok
}
