package variant

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
)

// Setup is how a workspace is built, besides what it is built from.
type Setup struct {
	Workspace string
	Toolchain string // "" for the default
	Resolver  string
	Profiles  map[string]any    // of the root manifest
	Config    map[string]string // keys of cargo's configuration that change what is compiled
	// Meets is where its compiled crates can serve other workspaces: a directory
	// that they build in, or a store. "" where they cannot.
	Meets    string
	Packages []lockfile.Package
}

// Setting is one on which workspaces differ, and which costs something or may
// surprise. Editions are none: each package has its own, and it changes nothing
// for another one.
type Setting struct {
	Kind   Kind
	Name   string // "resolver", "profile.dev", "build.rustflags"
	Values []Value
	Common int // third-party packages that workspaces with different values have in common
}

// Kind is why a setting is shown.
type Kind string

// The kinds.
const (
	// Resolver: other features come out of the same manifests with resolver 1.
	Resolver Kind = "resolver"
	// Choice: resolver 3 chooses other versions than resolver 2 does.
	Choice Kind = "resolver-versions"
	// Toolchain: what one compiles is of no use for another one, although both
	// build in one place.
	Toolchain Kind = "toolchain"
	// Profiles: the same.
	Profiles Kind = "profile"
	// Config: cargo reads it only if it is started in that directory.
	Config Kind = "config"
)

// Value is one that a setting has, and the workspaces that have it.
type Value struct {
	Text       string // "" where it is not set
	Workspaces []string
}

// CompareSettings finds what differs between workspaces, and matters.
func CompareSettings(setups []Setup) []Setting {
	var list []Setting
	add := func(kind Kind, name string, among []Setup, value func(Setup) string, matters func(a, b Setup) int) {
		s := Setting{Kind: kind, Name: name, Values: values(among, value)}
		if len(s.Values) > 1 {
			s.Common = between(among, value, matters)
		}
		if s.Common > 0 || kind == Config && len(s.Values) > 1 {
			list = append(list, s)
		}
	}
	add(Resolver, "resolver", setups, func(s Setup) string { return s.Resolver }, func(a, b Setup) int {
		if a.Resolver != "1" && b.Resolver != "1" {
			return 0
		}
		return common(a, b)
	})
	if len(list) == 0 {
		add(Choice, "resolver", setups, func(s Setup) string { return s.Resolver }, apartIn)
	}
	for _, group := range meeting(setups) {
		add(Toolchain, "toolchain", group, func(s Setup) string { return s.Toolchain }, common)
		for _, name := range keys(group, func(s Setup) map[string]any { return s.Profiles }) {
			add(Profiles, "profile."+name, group, func(s Setup) string { return profileText(name, s.Profiles[name]) }, common)
		}
	}
	for _, name := range keys(setups, func(s Setup) map[string]string { return s.Config }) {
		add(Config, name, setups, func(s Setup) string { return s.Config[name] }, common)
	}
	return list
}

// meeting are the setups by the place where they meet others.
func meeting(setups []Setup) [][]Setup {
	groups := map[string][]Setup{}
	for _, s := range setups {
		if s.Meets != "" {
			groups[s.Meets] = append(groups[s.Meets], s)
		}
	}
	var list [][]Setup
	for _, place := range slices.Sorted(maps.Keys(groups)) {
		list = append(list, groups[place])
	}
	return list
}

// keys are those that any of the setups has.
func keys[T any](setups []Setup, of func(Setup) map[string]T) []string {
	all := map[string]bool{}
	for _, s := range setups {
		for key := range of(s) {
			all[key] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// values are those of a setting, in the order of the workspaces.
func values(setups []Setup, value func(Setup) string) []Value {
	var list []Value
	for _, s := range setups {
		text := value(s)
		i := slices.IndexFunc(list, func(v Value) bool { return v.Text == text })
		if i < 0 {
			i, list = len(list), append(list, Value{Text: text})
		}
		list[i].Workspaces = append(list[i].Workspaces, s.Workspace)
	}
	return list
}

// between is the greatest number of packages that matter between two workspaces
// with different values.
func between(setups []Setup, value func(Setup) string, matters func(a, b Setup) int) (most int) {
	for i, a := range setups {
		for _, b := range setups[i+1:] {
			if value(a) != value(b) {
				most = max(most, matters(a, b))
			}
		}
	}
	return most
}

// common counts the third-party packages that both have in one version.
func common(a, b Setup) (n int) {
	known := map[identity]bool{}
	for _, p := range a.Packages {
		known[identity{p.Name + " " + p.Version, p.Source}] = p.Source != ""
	}
	for _, p := range b.Packages {
		if known[identity{p.Name + " " + p.Version, p.Source}] {
			n++
		}
	}
	return n
}

// apartIn counts the packages of registries of which both have a version, and no
// version is in both, though they would be compatible.
func apartIn(a, b Setup) (n int) {
	type compatible struct {
		identity
		versions string
	}
	known := map[compatible]string{}
	of := func(p lockfile.Package) (compatible, bool) {
		v, ok := semver.Parse(p.Version)
		return compatible{identity{p.Name, p.Source}, v.Range()}, ok && strings.HasPrefix(p.Source, "registry+")
	}
	for _, p := range a.Packages {
		if key, ok := of(p); ok {
			known[key] = p.Version
		}
	}
	for _, p := range b.Packages {
		if key, ok := of(p); ok && known[key] != "" && known[key] != p.Version {
			n++
		}
	}
	return n
}

// usual is what profiles have without saying so
// (https://doc.rust-lang.org/cargo/reference/profiles.html#default-profiles).
var usual = map[string]map[string]any{
	"dev":     {"opt-level": int64(0), "debug": true, "debug-assertions": true, "overflow-checks": true, "lto": false, "panic": "unwind", "codegen-units": int64(256), "rpath": false},
	"release": {"opt-level": int64(3), "debug": false, "debug-assertions": false, "overflow-checks": false, "lto": false, "panic": "unwind", "codegen-units": int64(16), "rpath": false},
}

// profileText is a profile as text, without what it says of single packages, what
// it would have anyway, and incremental, which is for members only.
func profileText(name string, profile any) string {
	table, _ := profile.(map[string]any)
	var words []string
	for _, key := range slices.Sorted(maps.Keys(table)) {
		value := table[key]
		if is, ok := usual[name][key]; ok && plain(is) == plain(value) || key == "incremental" {
			continue
		}
		if key == "package" {
			packages, _ := value.(map[string]any)
			if value = packages["*"]; value == nil {
				continue
			}
			key += ".*"
		}
		words = append(words, key+" = "+plain(value))
	}
	return strings.Join(words, ", ")
}

// plain is a value of TOML on one line.
func plain(value any) string {
	switch value := value.(type) {
	case map[string]any:
		var words []string
		for _, key := range slices.Sorted(maps.Keys(value)) {
			words = append(words, key+" = "+plain(value[key]))
		}
		return "{ " + strings.Join(words, ", ") + " }"
	case string:
		return `"` + value + `"`
	}
	return fmt.Sprint(value)
}
