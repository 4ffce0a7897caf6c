package unify_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// build is what one command compiles: "app > num:fast+std, util > num:std" says
// that app needs num with two features, and util needs it with one. A name ends
// with ! if it is a procedural macro.
func build(member, text string) variant.Build {
	b := variant.Build{Member: member}
	at := map[string]int{}
	unit := func(word string) int {
		name, features, _ := strings.Cut(strings.TrimSpace(word), ":")
		if i, ok := at[name+features]; ok {
			return i
		}
		u := unitgraph.Unit{Package: strings.TrimSuffix(name, "!"), Mode: "build", Kinds: []string{"lib"}}
		if strings.HasSuffix(name, "!") {
			u.Kinds = []string{"proc-macro"}
		}
		if features != "" {
			u.Features = strings.Split(features, "+")
		}
		b.Graph.Units = append(b.Graph.Units, u)
		at[name+features] = len(b.Graph.Units) - 1
		return at[name+features]
	}
	for edge := range strings.SplitSeq(text, ",") {
		from, to, ok := strings.Cut(edge, ">")
		i := unit(from)
		if ok {
			b.Graph.Units[i].Needs = append(b.Graph.Units[i].Needs, unitgraph.Need{Unit: unit(to)})
		}
	}
	for i, u := range b.Graph.Units {
		if member == "" || u.Package == member {
			b.Graph.Roots = append(b.Graph.Roots, i)
		}
	}
	return b
}

// space has the builds of these members, "" for the whole one.
func space(builds map[string]string, edit func(s *unify.Space)) unify.Space {
	s := unify.Space{
		Settings: manifest.Unify{Name: "hack", Path: "hack", Granularity: manifest.UnifyMember, Dev: manifest.DevApart, Local: true},
		Root:     "/w", Host: "host", Meta: metadata.Metadata{Packages: map[string]metadata.Package{}},
	}
	c := unify.Class{Class: variant.Class{Command: "build", Exact: true, Local: map[string]bool{}, Whole: build("", builds[""])}}
	for _, name := range slices.Sorted(maps.Keys(builds)) {
		if name == "" {
			continue
		}
		c.Local[name] = true
		c.Members = append(c.Members, build(name, builds[name]))
		s.Members = append(s.Members, unify.Member{ID: name, Name: name, Dir: "/w/" + name, Macro: strings.Contains(builds[""], name+"!")})
	}
	for _, b := range c.All() {
		for _, u := range b.Graph.Units {
			p := s.Meta.Packages[u.Package]
			p.ID, p.Name, p.Version, p.Source, p.Manifest = u.Package, u.Package, "1.0.0", "registry", "/w/"+u.Package+"/Cargo.toml"
			if c.Local[u.Package] {
				p.Source = ""
			}
			for _, n := range u.Needs {
				d := metadata.Dependency{Name: b.Graph.Units[n.Unit].Package, To: b.Graph.Units[n.Unit].Package, Source: "registry"}
				if c.Local[d.To] {
					d.Source, d.Path = "", "/w/"+d.To
				}
				if !slices.ContainsFunc(p.Dependencies, func(o metadata.Dependency) bool { return o.To == d.To }) {
					p.Dependencies = append(p.Dependencies, d)
				}
			}
			s.Meta.Packages[u.Package] = p
		}
	}
	s.Plain, s.Classes = s.Meta, []unify.Class{c}
	if edit != nil {
		edit(&s)
	}
	return s
}

// TestGrow has builds, and what members then ask for.
func TestGrow(t *testing.T) {
	t.Parallel()
	const num = "num = { version = \"1\", features = [\"fast\", \"std\"] }"
	two := map[string]string{"": "app > num:fast+std, lib > num:fast+std", "app": "app > num:fast", "lib": "lib > num:std"}
	above := map[string]string{"": "app > lib, app > num:fast+std, lib > num:fast+std, top > num:fast+std", "app": "app > lib, lib > num:std, app > num:std", "lib": "lib > num:std", "top": "top > num:fast+std"}
	locals := map[string]string{"": "a > lib:x+y, b > lib:x+y", "a": "a > lib:x", "b": "b > lib:y", "lib": "lib"}
	for name, tt := range map[string]struct {
		builds map[string]string
		edit   func(s *unify.Space)
		crates map[string]string // what each has, without its head
		lines  map[string]string
		left   []string
	}{
		"both need it": {
			builds: two, crates: map[string]string{"hack-app": "[dependencies] " + num, "hack-lib": "[dependencies] " + num},
			lines: map[string]string{"app": "[target.'cfg(all())'.dependencies] hack-app = { path = \"../hack/hack-app\" }", "lib": "[target.'cfg(all())'.dependencies] hack-lib = { path = \"../hack/hack-lib\" }"},
			left:  []string{"num not settled"},
		},
		"the same": {builds: map[string]string{"": "app > num:std", "app": "app > num:std", "lib": "lib"}},
		"a member below asks for it": {
			builds: above, crates: map[string]string{"hack-lib": "[dependencies] " + num},
			lines: map[string]string{"lib": "[target.'cfg(all())'.dependencies] hack-lib = { path = \"../hack/hack-lib\" }"}, left: []string{"num not settled"},
		},
		"the member below is left out": {
			builds: above, edit: func(s *unify.Space) { s.Settings.ExcludeMembers = []string{"lib"} },
			crates: map[string]string{"hack-app": "[dependencies] " + num},
			lines:  map[string]string{"app": "[target.'cfg(all())'.dependencies] hack-app = { path = \"../hack/hack-app\" }"}, left: []string{"num member lib", "num not settled"},
		},
		"resolver 1": {
			builds: two, edit: func(s *unify.Space) { s.One = true },
			crates: map[string]string{"hack-app": "[build-dependencies] " + num, "hack-lib": "[build-dependencies] " + num},
			lines:  map[string]string{"app": "[target.'cfg(all())'.build-dependencies] hack-app = { path = \"../hack/hack-app\" }", "lib": "[target.'cfg(all())'.build-dependencies] hack-lib = { path = \"../hack/hack-lib\" }"},
			left:   []string{"num not settled"},
		},
		"a procedural macro": {
			builds: map[string]string{"": "mac! > num:fast+std, app > mac!", "mac": "mac! > num:std", "app": "app > mac!, mac! > num:fast+std"},
			crates: map[string]string{"hack-mac": "[build-dependencies] " + num},
			lines:  map[string]string{"mac": "[target.'cfg(all())'.build-dependencies] hack-mac = { path = \"../hack/hack-mac\" }"}, left: []string{"num not settled"},
		},
		"behaviour": {
			builds: map[string]string{"": "a > log:max_level_warn, b > log:max_level_warn", "a": "a > log:max_level_warn", "b": "b > log"},
			left:   []string{"log behaviour max_level_warn"},
		},
		"accepted": {
			builds: map[string]string{"": "a > log:max_level_warn, b > log:max_level_warn", "a": "a > log:max_level_warn", "b": "b > log"},
			edit:   func(s *unify.Space) { s.Settings.Accept = []string{"log/max_level_warn"} },
			crates: map[string]string{"hack-b": "[dependencies] log = { version = \"1\", features = [\"max_level_warn\"] }"},
			lines:  map[string]string{"b": "[target.'cfg(all())'.dependencies] hack-b = { path = \"../hack/hack-b\" }"}, left: []string{"log not settled"},
		},
		"excluded": {
			builds: two, edit: func(s *unify.Space) { s.Settings.Exclude = []string{"num@1.0.0"} }, left: []string{"num excluded"},
		},
		"a cycle": {
			builds: map[string]string{"": "a > num:x, num:x > lib, b > num:x", "a": "a > num:x, num:x > lib", "b": "b > num, num > lib", "lib": "lib"},
			left:   []string{"num cycle lib"},
		},
		"without std": {
			builds: two, edit: func(s *unify.Space) { s.Members[1].NoStd = true },
			crates: map[string]string{"hack-app": "[dependencies] " + num},
			lines:  map[string]string{"app": "[target.'cfg(all())'.dependencies] hack-app = { path = \"../hack/hack-app\" }"}, left: []string{"num no_std lib", "num not settled"},
		},
		"members of the workspace": {
			builds: locals,
			lines: map[string]string{
				"a": "[target.'cfg(all())'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"] }",
				"b": "[target.'cfg(all())'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"] }",
			},
			left: []string{"lib not reachable", "lib root alone"},
		},
		"an optional one": {
			builds: locals, edit: func(s *unify.Space) { s.Plain.Packages["a"].Dependencies[0].Optional = true },
			lines: map[string]string{
				"a": "[target.'cfg(all())'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"], optional = true }",
				"b": "[target.'cfg(all())'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"] }",
			},
			left: []string{"lib not reachable", "lib root alone"},
		},
		"one on a platform": {
			builds: locals, edit: func(s *unify.Space) { s.Plain.Packages["a"].Dependencies[0].Target = "cfg(unix)" },
			lines: map[string]string{
				"a": "[target.'cfg(all(unix))'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"] }",
				"b": "[target.'cfg(all())'.dependencies] lib = { path = \"../lib\", features = [\"x\", \"y\"] }",
			},
			left: []string{"lib not reachable", "lib root alone"},
		},
		"an excluded member":           {builds: locals, edit: func(s *unify.Space) { s.Settings.Exclude = []string{"lib"} }, left: []string{"lib excluded"}},
		"not members of the workspace": {builds: locals, edit: func(s *unify.Space) { s.Settings.Local = false }, left: []string{"lib local"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := space(tt.builds, tt.edit)
			var l unify.Lists
			l.Grow(s, false)
			got := map[string]string{}
			crates := l.Crates(s)
			for _, c := range crates {
				_, list, _ := strings.Cut(c.Manifest, "generated = true\n")
				got[c.Name] = strings.Join(strings.Fields(list), " ")
			}
			if !maps.Equal(got, tt.crates) {
				t.Errorf("crates\n%q\nwant\n%q", got, tt.crates)
			}
			got = map[string]string{}
			for member, lines := range l.Lines(s, crates, unify.Conditions[0]) {
				got[member] = strings.Join(lines, " ")
			}
			if !maps.Equal(got, tt.lines) {
				t.Errorf("lines\n%q\nwant\n%q", got, tt.lines)
			}
			var left []string
			for _, one := range s.Left() { // as the builds are without what is to be written
				left = append(left, strings.TrimSpace(one.Name+" "+one.Kind+" "+one.Detail))
			}
			slices.Sort(left)
			if !slices.Equal(left, tt.left) {
				t.Errorf("left %q, want %q", left, tt.left)
			}
		})
	}
}
