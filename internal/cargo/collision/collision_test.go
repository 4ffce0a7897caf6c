package collision_test

import (
	"fmt"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/collision"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// at is a package in a directory, relative to the workspace's root unless it
// starts with a slash.
func at(dir, name string, with ...func(*manifest.Local)) manifest.Local {
	p := manifest.Local{Manifest: path.Join(dir, "Cargo.toml"), Name: name, Version: "0.1.0", Edition: "2021", Library: strings.ReplaceAll(name, "-", "_")}
	for _, change := range with {
		change(&p)
	}
	return p
}

func version(v string) func(*manifest.Local) { return func(p *manifest.Local) { p.Version = v } }

func edition(e string) func(*manifest.Local) { return func(p *manifest.Local) { p.Edition = e } }

func lib(name string, types ...string) func(*manifest.Local) {
	return func(p *manifest.Local) { p.Library, p.Types = name, types }
}

func script(p *manifest.Local) { p.Script = true }

func feature(name string, on ...string) func(*manifest.Local) {
	return func(p *manifest.Local) {
		if p.Features == nil {
			p.Features = map[string][]string{}
		}
		p.Features[name] = on
	}
}

// needs is a dependency; local is the directory of one on disk.
func needs(name, local string, with ...func(*manifest.Need)) func(*manifest.Local) {
	return func(p *manifest.Local) {
		n := manifest.Need{Name: name, Key: name, Local: local, Always: true}
		for _, change := range with {
			change(&n)
		}
		p.Needs = append(p.Needs, n)
	}
}

func optional(n *manifest.Need) { n.Always = false }

func forScript(n *manifest.Need) { n.Build = true }

// two are the packages of two workspaces.
type two struct{ a, b []manifest.Local }

func both(p ...manifest.Local) two { return two{p, p} }

func each(a, b manifest.Local) two { return two{[]manifest.Local{a}, []manifest.Local{b}} }

// workspace places what is relative in its root.
func workspace(root string, packages []manifest.Local) collision.Workspace {
	w := collision.Workspace{Root: filepath.FromSlash(root), Directory: "/shared", Toolchain: "stable"}
	place := func(path string) string {
		if path == "" || strings.HasPrefix(path, "/") {
			return filepath.FromSlash(path)
		}
		return filepath.Join(w.Root, path)
	}
	for _, p := range packages {
		p.Manifest = place(p.Manifest)
		var list []manifest.Need
		for _, n := range p.Needs {
			if n.Local != "" {
				n.Local = place(n.Local + "/Cargo.toml")
			}
			list = append(list, n)
		}
		p.Needs = list
		w.Packages = append(w.Packages, p)
	}
	return w
}

// cargos are those of the tests.
func cargos(name string) collision.Cargo {
	return map[string]collision.Cargo{
		"stable":  {ID: "1.95", Version: toolchain.Version{Major: 1, Minor: 95}},
		"1.95.0":  {ID: "1.95", Version: toolchain.Version{Major: 1, Minor: 95}},
		"1.94":    {ID: "1.94", Version: toolchain.Version{Major: 1, Minor: 94}},
		"1.100":   {ID: "1.100", Version: toolchain.Version{Major: 1, Minor: 100}},
		"nightly": {ID: "n", Version: toolchain.Version{Major: 1, Minor: 97}, Unstable: true},
		"msvc":    {ID: "m", Version: toolchain.Version{Major: 1, Minor: 95}, BarePrograms: true},
	}[name]
}

// shown are the findings, one word each: the rule, and the only thing that
// keeps the two apart.
func shown(list []collision.Finding) string {
	var words []string
	for _, f := range list {
		word := strconv.Itoa(int(f.Rule))
		if f.Luck != "" {
			word += " (" + string(f.Luck) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, ", ")
}

// TestRules is the measured table: what cargo does with two workspaces in one
// directory, in the layout up to 1.99 and in that of 1.100.
func TestRules(t *testing.T) {
	t.Parallel()
	const luck = "1 (dependencies)"
	plugin := at("plugin", "plugin")
	for _, row := range []struct {
		name          string
		two           two
		before, after string
	}{
		{"a member with equal name, version and path", both(plugin), "1", "1"},
		{"one that is no member", both(at("vendor/plugin", "plugin")), "1", "1"},
		{"other build metadata in the version", each(plugin, at("plugin", "plugin", version("0.1.0+a"))), "", ""},
		{"a patched one below a registry crate", both(at("app", "app", needs("registry", "")), at("patched", "patched")), "1, 1", "1, 1"},
		{"root packages", each(at("", "root"), at("", "root")), "1", "1"},
		{"root packages of other names", each(at("", "a"), at("", "b")), "", ""},
		{"other dependencies", each(at("plugin", "plugin", needs("a", "")), at("plugin", "plugin", needs("b", ""))), luck, luck},
		{"a cdylib with other dependencies", each(at("plugin", "plugin", lib("plugin", "cdylib"), needs("a", "")), at("plugin", "plugin", lib("plugin", "cdylib"))), luck, luck},
		{"a cdylib of another package", each(at("plugin", "one", lib("plugin", "cdylib")), at("plugin", "two", lib("plugin", "cdylib"))), "2", ""},
		{"a cdylib of another version", each(at("plugin", "plugin", lib("plugin", "cdylib")), at("plugin", "plugin", lib("plugin", "cdylib"), version("0.2.0"))), "2", ""},
		{"a cdylib at another path", each(at("plugin", "plugin", lib("plugin", "cdylib", "rlib")), at("other", "plugin", lib("plugin", "rlib", "cdylib"))), "2", ""},
		{"a cdylib and a dylib", each(at("plugin", "one", lib("plugin", "cdylib")), at("plugin", "two", lib("plugin", "dylib"))), "2", ""},
		{"cdylibs outside of both roots", each(at("/x", "one", lib("plugin", "cdylib")), at("/y", "two", lib("plugin", "cdylib"))), "2", ""},
		{"an equal cdylib", both(at("plugin", "plugin", lib("plugin", "cdylib"))), "1", "1"},
		{"a cdylib and an rlib", each(at("plugin", "one", lib("plugin", "cdylib")), at("plugin", "two", lib("plugin", "rlib"))), "", ""},
		{"staticlib and rlib", each(at("plugin", "one", lib("plugin", "staticlib")), at("plugin", "two", lib("plugin", "staticlib", "rlib"))), "", ""},
		{"another path", each(plugin, at("other", "plugin")), "", ""},
		{"equal names outside of both roots", each(at("/x/common", "common"), at("/y/common", "common")), "", ""},
		{"the very same directory", both(at("/common", "common"), at("/dy", "dy", lib("dy", "dylib"))), "", ""},
		{"another edition", each(plugin, at("plugin", "plugin", edition("2018"))), "1 (edition or features)", "1 (edition or features)"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			for name, want := range map[string]string{"stable": row.before, "1.100": row.after} {
				for _, swapped := range []bool{false, true} {
					a, b := row.two.a, row.two.b
					if swapped {
						a, b = b, a
					}
					list := []collision.Workspace{workspace("/a", a), workspace("/b", b)}
					list[0].Toolchain, list[1].Toolchain = name, name
					if got := shown(collision.Request{Workspaces: list, Cargo: cargos}.Find()); got != want {
						t.Errorf("%s, swapped %t: got %q, want %q", name, swapped, got, want)
					}
				}
			}
		})
	}
}

// TestLikeness has packages with the same identity for cargo.
func TestLikeness(t *testing.T) {
	t.Parallel()
	deep := func(with ...func(*manifest.Local)) []manifest.Local {
		return []manifest.Local{at("p", "p", needs("core", "core")), at("core", "core", with...)}
	}
	for _, row := range []struct {
		name string
		two  two
		want string
	}{
		{"a dependency that the other may have", each(at("p", "p", needs("a", "")), at("p", "p", needs("a", "", optional))), "1"},
		{"one that both may have", each(at("p", "p", needs("a", "", optional)), at("p", "p")), "1"},
		{"one from disk and one from a registry", each(at("p", "p", needs("a", "/a")), at("p", "p", needs("a", ""))), "1 (dependencies)"},
		{"a dependency's dependency", two{deep(needs("a", "")), deep()}, "1 (dependencies), 1 (dependencies)"},
		{"a dependency's version", two{deep(version("1.0.0")), deep()}, "1 (dependencies)"},
		{"a dependency's edition", two{deep(edition("2018")), deep()}, "1 (edition or features), 1 (edition or features)"},
		{"build scripts, whatever the library needs", each(at("p", "p", script, needs("a", "")), at("p", "p", script)), "1"},
		{"one has a build script", each(at("p", "p", script, needs("a", "")), at("p", "p")), "1 (dependencies)"},
		{"build scripts with other dependencies", each(at("p", "p", script, needs("a", ""), needs("c", "", forScript)), at("p", "p", script)), "1 (dependencies)"},
		{"another feature", each(at("p", "p", feature("x")), at("p", "p")), "1 (edition or features)"},
		{"a feature that is an optional dependency", each(at("p", "p", feature("x")), at("p", "p", needs("x", "", optional))), "1"},
		{"another default feature", each(at("p", "p", feature("default", "x"), feature("x")), at("p", "p", feature("default"), feature("x"))), "1 (default features)"},
		{"one default feature, written twice", each(at("p", "p", feature("default", "x", "x")), at("p", "p", feature("default", "x"))), "1"},
		{"a cycle", both(at("p", "p", needs("q", "q")), at("q", "q", needs("p", "p"))), "1, 1"},
	} {
		list := []collision.Workspace{workspace("/a", row.two.a), workspace("/b", row.two.b)}
		if got := shown(collision.Request{Workspaces: list, Cargo: cargos}.Find()); got != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
	list := []collision.Workspace{workspace("/a", []manifest.Local{at("p", "p", needs("serde", ""))}), workspace("/b", []manifest.Local{at("p", "p", needs("serde", ""))})}
	for versions, want := range map[[2]string]string{{"1.0.1", "1.0.2"}: "1 (dependencies)", {"1.0.1", "1.0.1"}: "1", {"", "1.0.1"}: "1"} {
		for i := range list {
			list[i].Locked = func(string) string { return versions[i] }
		}
		if got := shown(collision.Request{Workspaces: list, Cargo: cargos}.Find()); got != want {
			t.Errorf("locked at %q: got %q, want %q", versions, got, want)
		}
	}
}

// TestCargos has two toolchains, layouts and directories.
func TestCargos(t *testing.T) {
	t.Parallel()
	alike := both(at("plugin", "plugin"))
	files := each(at("plugin", "one", lib("plugin", "cdylib")), at("plugin", "two", lib("plugin", "cdylib")))
	programs := each(at("p", "one"), at("p", "two"))
	for _, row := range []struct {
		name         string
		two          two
		with         func(a, b *collision.Workspace)
		checks       bool
		want         string
		asked, never bool // whether a cargo is asked
	}{
		{name: "equal toolchains need not be asked", two: alike, want: "1", never: true},
		{name: "one version by two names", two: alike, with: func(_, b *collision.Workspace) { b.Toolchain = "1.95.0" }, want: "1", asked: true},
		{name: "two versions", two: alike, with: func(_, b *collision.Workspace) { b.Toolchain = "1.94" }},
		{name: "two versions, and a file without a hash", two: files, with: func(_, b *collision.Workspace) { b.Toolchain = "1.94" }, want: "2"},
		{name: "one of them in the new layout", two: files, with: func(_, b *collision.Workspace) { b.Toolchain = "1.100" }},
		{name: "the new layout, asked of stable", two: files, with: func(a, b *collision.Workspace) { a.NewLayout, b.NewLayout = true, true }, want: "2"},
		{name: "the new layout, asked of nightly", two: files, with: func(a, b *collision.Workspace) {
			a.NewLayout, b.NewLayout, a.Toolchain, b.Toolchain = true, true, "nightly", "nightly"
		}},
		{name: "one nightly in two layouts", two: alike, with: func(a, b *collision.Workspace) { a.NewLayout, a.Toolchain, b.Toolchain = true, "nightly", "nightly" }},
		{name: "a cargo that is not known", two: files, with: func(a, b *collision.Workspace) { a.Toolchain, b.Toolchain = "?", "?" }, want: "2"},
		{name: "check gives all files a hash", two: files, checks: true, never: true},
		{name: "check takes one package for another", two: alike, checks: true, want: "1"},
		{name: "two directories", two: alike, with: func(a, _ *collision.Workspace) { a.Directory = "/own" }, never: true},
		{name: "directories of their own", two: alike, with: func(a, b *collision.Workspace) { a.Directory, b.Directory = "", "" }, never: true},
		{name: "programs", two: programs, with: named("app")},
		{name: "programs of MSVC", two: programs, with: func(a, b *collision.Workspace) {
			named("app")(a, b)
			a.Toolchain, b.Toolchain = "msvc", "msvc"
		}, want: "2"},
	} {
		list := []collision.Workspace{workspace("/a", row.two.a), workspace("/b", row.two.b)}
		if row.with != nil {
			row.with(&list[0], &list[1])
		}
		asked := false
		cargo := func(name string) collision.Cargo {
			asked = true
			return cargos(name)
		}
		got := shown(collision.Request{Workspaces: list, Cargo: cargo, Checks: row.checks}.Find())
		if got != row.want || row.asked && !asked || row.never && asked {
			t.Errorf("%s: got %q, want %q; asked %t", row.name, got, row.want, asked)
		}
	}
}

func named(programs ...string) func(a, b *collision.Workspace) {
	return func(a, b *collision.Workspace) {
		for _, w := range []*collision.Workspace{a, b} {
			w.Programs = func(manifest.Local) []string { return programs }
		}
	}
}

// TestMany has three workspaces, and a package that two rules are about: each
// package is in one finding, with the earliest workspace.
func TestMany(t *testing.T) {
	t.Parallel()
	p := at("plugin", "plugin", lib("plugin", "cdylib"))
	list := []collision.Workspace{
		workspace("/a", []manifest.Local{p}),
		workspace("/b", []manifest.Local{p, at("", "only-b")}),
		workspace("/c", []manifest.Local{at("plugin", "plugin", lib("plugin", "cdylib"), version("0.2.0"))}),
		workspace("/d", []manifest.Local{at("plugin", "plugin", lib("plugin", "cdylib"), needs("x", ""))}),
	}
	var got []string
	for _, f := range (collision.Request{Workspaces: list, Cargo: cargos}).Find() {
		got = append(got, fmt.Sprintf("%d:%d-%d %s %s%s", f.Rule, f.First, f.Second, f.Packages[1].Name, f.File, f.Luck))
	}
	want := "1:0-1 plugin ; 2:0-2 plugin library plugin; 2:2-3 plugin library plugin"
	if got := strings.Join(got, "; "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
