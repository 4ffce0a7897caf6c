package unify

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/semver"
	"github.com/cargo-nw/cargo-nw/internal/edit"
)

// dependency is an entry of a dependency table.
type dependency struct {
	key      string
	name     string // of the package
	source   string // keys and values that say where it comes from
	all      []string
	features []string // without those that others imply
	plain    bool     // without default features
	optional bool
}

// String is the entry as a line of TOML.
func (d dependency) String() string {
	var parts []string
	if d.key != d.name {
		parts = append(parts, "package = "+edit.String(d.name))
	}
	if d.source != "" {
		parts = append(parts, d.source)
	}
	if d.plain {
		parts = append(parts, "default-features = false")
	}
	if len(d.features) > 0 {
		quoted := make([]string, len(d.features))
		for i, f := range d.features {
			quoted[i] = edit.String(f)
		}
		parts = append(parts, "features = ["+strings.Join(quoted, ", ")+"]")
	}
	if d.optional {
		parts = append(parts, "optional = true")
	}
	return d.key + " = { " + strings.Join(parts, ", ") + " }"
}

// asking is the entry that gives a package features.
func asking(p metadata.Package, key, source string, features []string) dependency {
	d := dependency{key: key, name: p.Name, source: source, all: features}
	d.features, d.plain = cover(p, features)
	_, has := p.Features["default"]
	d.plain = d.plain && has
	return d
}

// cover are the features to list for having all of these, and whether the
// default ones must be switched off.
func cover(p metadata.Package, features []string) (list []string, plain bool) {
	plain = !slices.Contains(features, "default")
	given := map[string]bool{}
	if !plain {
		imply(p, "default", given)
	}
	list = slices.DeleteFunc(slices.Sorted(slices.Values(features)), func(f string) bool { return given[f] || f == "default" })
	for i := 0; i < len(list); {
		implied := map[string]bool{}
		for j, other := range list {
			if j != i {
				imply(p, other, implied)
			}
		}
		if implied[list[i]] {
			list = slices.Delete(list, i, i+1)
			continue
		}
		i++
	}
	return list, plain
}

// imply collects what a feature of a package enables in that package, itself
// included.
func imply(p metadata.Package, feature string, to map[string]bool) {
	if to[feature] {
		return
	}
	to[feature] = true
	for _, value := range p.Features[feature] {
		name, _, slash := strings.Cut(value, "/")
		if strings.HasPrefix(value, "dep:") || slash && strings.HasSuffix(name, "?") {
			continue
		}
		if _, ok := p.Features[name]; ok {
			imply(p, name, to)
		}
	}
}

// source says where a package comes from as a package that depends on it says
// it: [patch] applies to that, too. dir is that of the manifest it is for.
func (s Space) source(id, dir string) string {
	var best *metadata.Dependency
	for _, from := range slices.Sorted(maps.Keys(s.Meta.Packages)) {
		if s.Crates[from] {
			continue
		}
		for _, d := range s.Meta.Packages[from].Dependencies {
			if d.To == id && (best == nil || rank(d) < rank(*best) || rank(d) == rank(*best) && d.Source+d.Path < best.Source+best.Path) {
				best = &d
			}
		}
	}
	p := s.Meta.Packages[id]
	if best == nil {
		best = &metadata.Dependency{Path: filepath.Dir(p.Manifest)}
	}
	return written(*best, p, dir)
}

// rank prefers registries, then repositories.
func rank(d metadata.Dependency) int {
	switch {
	case d.Path != "":
		return 2
	case strings.HasPrefix(d.Source, "git+"):
		return 1
	}
	return 0
}

// written is the source of a dependency on a package, in a manifest in dir.
func written(d metadata.Dependency, p metadata.Package, dir string) string {
	if d.Path != "" {
		return "path = " + edit.String(relative(dir, d.Path))
	}
	if address, ok := strings.CutPrefix(d.Source, "git+"); ok {
		return git(address)
	}
	text := "version = " + edit.String(compatible(p.Version))
	if d.Registry != "" {
		text += ", registry-index = " + edit.String(d.Registry)
	}
	return text
}

// git is a repository, and what is asked for there
// (https://doc.rust-lang.org/cargo/reference/pkgid-spec.html).
func git(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, query, _ := strings.Cut(address, "?")
	parts := []string{"git = " + edit.String(address)}
	for part := range strings.SplitSeq(query, "&") {
		key, value, ok := strings.Cut(part, "=")
		if ok && slices.Contains([]string{"branch", "tag", "rev"}, key) {
			parts = append(parts, key+" = "+edit.String(unescaped(value)))
		}
	}
	return strings.Join(parts, ", ")
}

// compatible is the requirement for the versions that cargo takes for
// compatible with this one; for a pre-release, only itself.
func compatible(version string) string {
	v, ok := semver.Parse(version)
	bare, _, _ := strings.Cut(version, "+")
	if !ok || strings.Contains(bare, "-") {
		return "=" + version
	}
	return v.Range()
}

// suffix distinguishes the keys of packages with one name: "-0_4".
func suffix(version string) string {
	return "-" + strings.NewReplacer(".", "_", "=", "", "+", "_").Replace(compatible(version))
}

// relative is a path as it is written in a manifest.
func relative(from, to string) string {
	rel, err := filepath.Rel(from, to)
	if err != nil {
		rel = to
	}
	return filepath.ToSlash(rel)
}

// table is a dependency table with its entries.
type table struct {
	name    string
	entries []dependency
}

// lines are those of the tables that are not empty, sorted by name and key.
func lines(tables []table) []string {
	var list []string
	slices.SortFunc(tables, func(a, b table) int {
		return cmp.Or(cmp.Compare(len(a.name), len(b.name)), strings.Compare(a.name, b.name))
	})
	for _, t := range tables {
		if len(t.entries) == 0 {
			continue
		}
		slices.SortFunc(t.entries, func(a, b dependency) int { return strings.Compare(a.key, b.key) })
		list = append(list, fmt.Sprintf("[%s]", t.name))
		for _, d := range t.entries {
			list = append(list, d.String())
		}
	}
	return list
}

func unescaped(text string) string {
	if plain, err := url.PathUnescape(text); err == nil {
		return plain
	}
	return text
}
