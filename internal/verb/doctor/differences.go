package doctor

import (
	"cmp"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/nested"
)

// differences reports, once for each kind, how the workspaces differ. Often
// that is why they are separate workspaces; often nobody knows.
func (e *examination) differences() error {
	for _, kind := range []struct {
		name  string
		hint  string
		value func(nested.Workspace) string
	}{
		{"edition", "write the same package.edition, or leave it if that is intended", func(ws nested.Workspace) string { return e.reader.Settings(ws.Manifest).Edition() }},
		{"resolver", "write the same workspace.resolver: the features of shared dependencies depend on it", func(ws nested.Workspace) string { return e.reader.Settings(ws.Manifest).Resolver() }},
		{"toolchain", "a nested workspace uses the nearest toolchain file above it", func(ws nested.Workspace) string { return cmp.Or(e.toolchain(filepath.Dir(ws.Manifest)), "the default") }},
	} {
		e.differ(kind.name, kind.hint, kind.value)
	}
	e.profiles()
	e.configurations()
	return nil
}

// differ groups the workspaces by a value.
func (e *examination) differ(name, hint string, value func(nested.Workspace) string) {
	groups := map[string][]string{}
	var values []string
	for _, ws := range e.tree.Workspaces {
		v := value(ws)
		if v == "" {
			continue
		}
		if groups[v] == nil {
			values = append(values, v)
		}
		groups[v] = append(groups[v], e.Style.Path(ws.Dir))
	}
	if len(values) < 2 {
		return
	}
	var parts []string
	for _, v := range values {
		parts = append(parts, v+" in "+some(groups[v]))
	}
	e.add(Finding{
		Check: name, Severity: Warning, Path: filepath.Dir(e.tree.Workspaces[0].Manifest),
		Message: "not every workspace has the same " + name + ": " + strings.Join(parts, "; "), Hint: hint,
	})
}

// some shows the first few of a list.
func some(list []string) string {
	const shown = 3
	if len(list) <= shown+1 {
		return strings.Join(list, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(list[:shown], ", "), len(list)-shown)
}

// profiles compares the [profile] tables: those of the workspace around a
// nested one do not apply to it.
func (e *examination) profiles() {
	if len(e.tree.Workspaces) == 0 {
		return
	}
	first := e.reader.Settings(e.tree.Workspaces[0].Manifest).Profiles()
	var differ []string
	for _, ws := range e.tree.Nested() {
		if names := unequal(first, e.reader.Settings(ws.Manifest).Profiles()); len(names) > 0 {
			differ = append(differ, e.Style.Path(ws.Dir)+" ("+strings.Join(names, ", ")+")")
		}
	}
	if len(differ) > 0 {
		e.add(Finding{
			Check: "profile", Severity: Warning, Path: filepath.Dir(e.tree.Workspaces[0].Manifest),
			Message: "profiles differ from those of " + e.Style.Path(e.tree.Workspaces[0].Dir) + " in " + some(differ),
			Hint:    "a nested workspace does not inherit [profile]; repeat it there, or put it in .cargo/config.toml, which they all read",
		})
	}
}

// unequal lists the profiles that differ.
func unequal(a, b map[string]any) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(a)) {
		if !reflect.DeepEqual(a[name], b[name]) {
			names = append(names, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// configurations compares which of cargo's configuration files apply, except
// that of CARGO_HOME.
func (e *examination) configurations() {
	if len(e.tree.Workspaces) == 0 {
		return
	}
	first := e.configs.Sources(filepath.Dir(e.tree.Workspaces[0].Manifest)).Files
	var differ []string
	for _, ws := range e.tree.Nested() {
		own := e.configs.Sources(filepath.Dir(ws.Manifest)).Files
		for _, path := range own {
			if !slices.Contains(first, path) {
				differ = append(differ, e.Style.Path(ws.Dir)+" (also "+e.Style.Path(path)+")")
			}
		}
		for _, path := range first {
			if !slices.Contains(own, path) {
				differ = append(differ, e.Style.Path(ws.Dir)+" (not "+e.Style.Path(path)+")")
			}
		}
	}
	if len(differ) > 0 {
		e.add(Finding{
			Check: "config", Severity: Warning, Path: filepath.Dir(e.tree.Workspaces[0].Manifest),
			Message: "not every workspace reads the same configuration: " + some(differ),
			Hint:    "cargo reads .cargo/config.toml in the directory where it starts and in those above",
		})
	}
}

// toolchain is what the nearest toolchain file chooses, "" for the default.
func (e *examination) toolchain(dir string) string {
	return climb(e.toolchains, dir, func(dir, above string) string {
		path := toolchain.FileIn(dir)
		if path == "" {
			return above
		}
		file, err := toolchain.ReadFile(path)
		if err != nil {
			return "a file that cannot be read"
		}
		return cmp.Or(file.Channel, file.Path)
	})
}

// climb works out what applies in a directory from what applies above it, and
// remembers it: a thousand workspaces have the same directories above them.
func climb[T any](known map[string]T, dir string, here func(dir string, above T) T) T {
	if value, ok := known[dir]; ok {
		return value
	}
	var above T
	if up := filepath.Dir(dir); up != dir {
		above = climb(known, up, here)
	}
	known[dir] = here(dir, above)
	return known[dir]
}
