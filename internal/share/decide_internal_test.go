//go:build unix

package share

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/store"
	"github.com/cargo-nw/cargo-nw/nested"
)

const (
	reg  = "/home/registry/src/index-1/"
	repo = "/home/git/checkouts/repo-1/abc/"
	root = "/work/a"
	out  = "/work/a/target/debug/build/x-1/out"
)

var strict = rule{homes: []string{"/home"}, root: root, t0: time.Unix(1000, 0)}

// TestCompiled says what of a compiled unit keeps it in its workspace.
func TestCompiled(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files []string
		env   map[string]string
		own   string
		bare  bool
		pkg   string
		why   string
	}{
		"a registry":           {files: []string{reg + "x-1.0.0/src/lib.rs", reg + "x-1.0.0/src/a.rs"}, pkg: "x-1.0.0"},
		"a checkout":           {files: []string{repo + "crates/x/src/lib.rs"}, pkg: "git:abc"},
		"OUT_DIR":              {files: []string{reg + "x-1.0.0/src/lib.rs", out + "/g.rs"}, env: map[string]string{"OUT_DIR": out}, pkg: "x-1.0.0"},
		"OUT_DIR by a link":    {files: []string{reg + "x-1.0.0/src/lib.rs", "/link/out/g.rs"}, env: map[string]string{"OUT_DIR": "/link/out"}, own: out, pkg: "x-1.0.0"},
		"another by a link":    {files: []string{reg + "x-1.0.0/src/lib.rs", "/link/out/g.rs"}, env: map[string]string{"OUT_DIR": "/link/out"}, own: "/work/other", why: "built from"},
		"a path by a link":     {files: []string{reg + "x-1.0.0/src/lib.rs"}, env: map[string]string{"OUT_DIR": "/link/out", "PLACE": "/link/out/bin"}, own: out, why: "PLACE"},
		"another OUT_DIR":      {files: []string{reg + "x-1.0.0/src/lib.rs", "/work/a/target/debug/build/y-1/out/g.rs"}, why: "built from"},
		"a member":             {files: []string{"src/lib.rs"}, why: "built from src"},
		"vendored":             {files: []string{"/work/a/vendor/x/src/lib.rs"}, why: "built from"},
		"elsewhere":            {files: []string{"/work/common/src/lib.rs"}, why: "built from"},
		"one file of its own":  {files: []string{reg + "x-1.0.0/src/lib.rs", "/work/a/config.rs"}, why: "built from"},
		"the standard library": {files: []string{"/rustup/lib/rustlib/src/rust/library/core/src/lib.rs"}, why: "built from"},
		"beside the registry":  {files: []string{"/home/registry/src-1/i/x-1.0.0/src/lib.rs"}, why: "built from"},
		"the registry itself":  {files: []string{"/home/registry/src/index-1"}, why: "built from"},
		"nothing":              {why: "no source"},
		"its own path":         {files: []string{reg + "x-1.0.0/src/lib.rs"}, env: map[string]string{"PLACE": out + "/bin"}, why: "PLACE"},
		"the workspace's path": {files: []string{reg + "x-1.0.0/src/lib.rs"}, env: map[string]string{"TOP": root}, why: "TOP"},
		"another variable":     {files: []string{reg + "x-1.0.0/src/lib.rs"}, env: map[string]string{"CARGO_PKG_NAME": "x"}, pkg: "x-1.0.0"},
		"bare":                 {files: []string{reg + "x-1.0.0/src/lib.rs"}, env: map[string]string{"OUT_DIR": out}, bare: true, why: "OUT_DIR"},
	} {
		pkg, why := strict.compiled(facts{sources: units.Sources{Files: c.files, Env: c.env}, ownOut: c.own, bare: c.bare}, []string{out})
		if why == "" != (c.why == "") || !strings.Contains(why, c.why) || why == "" && pkg != c.pkg {
			t.Errorf("%s: got %q, %q", name, pkg, why)
		}
	}
}

// TestScript says what of a run keeps it in its workspace.
func TestScript(t *testing.T) {
	t.Parallel()
	u := units.Unit{Profile: "debug", Kind: units.Run, OutDir: "build/x-1/out"}
	for name, c := range map[string]struct {
		f   facts
		why string
	}{
		"plain":               {f: facts{printed: "cargo:rustc-cfg=x", outDir: out}},
		"its OUT_DIR":         {f: facts{printed: "cargo:rustc-link-search=native=" + out + "/lib", outDir: out}},
		"another OUT_DIR":     {f: facts{printed: "cargo:include=/work/a/target/debug/build/y-1/out", outDir: out}, why: "printed"},
		"the workspace":       {f: facts{printed: "cargo:rustc-env=TOP=/work/a", outDir: out}, why: "printed"},
		"a path in a source":  {f: facts{outDir: out, pathIn: true}, why: "source file"},
		"elsewhere":           {f: facts{outDir: "/elsewhere/out"}, why: "expected"},
		"an old system file":  {f: facts{outDir: out, watched: map[string]time.Time{"/usr/include/x.h": time.Unix(999, 0)}}},
		"a newer system file": {f: facts{outDir: out, watched: map[string]time.Time{"/usr/include/x.h": time.Unix(1001, 0)}}, why: "watches"},
		"no file":             {f: facts{outDir: out, watched: map[string]time.Time{"../x": {}}}, why: "watches"},
		"its package":         {f: facts{outDir: out, watched: map[string]time.Time{reg + "x-1.0.0/build.rs": {}}}},
	} {
		if why := strict.run(c.f, u); why == "" != (c.why == "") || !strings.Contains(why, c.why) {
			t.Errorf("%s: got %q", name, why)
		}
	}
}

// TestBare finds the ways to name OUT_DIR.
func TestBare(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		`fn f() {}`: false,
		`include!(concat!(env!("OUT_DIR"), "/g.rs"));`:                                              false,
		"include_bytes!(\n  concat!(\n    env!(\"OUT_DIR\"), \"/g\"))":                              false,
		`include_str!(concat!(env!("OUT_DIR"), "/g")); include!(concat!(env!("OUT_DIR"),"/h.rs"));`: false,
		`const PLACE: &str = env!("OUT_DIR");`:                                                      true,
		`concat!(env!("OUT_DIR"), "/bin")`:                                                          true,
		`option_env!("OUT_DIR")`:                                                                    true,
		`include!(concat!(env!("OUT_DIR"), "/g.rs")); env! ( "OUT_DIR" )`:                           true,
		`// OUT_DIR`: false,
	} {
		if bare(code) != want {
			t.Errorf("%s: %t", code, !want)
		}
	}
}

// TestHarvest decides about units that depend on each other.
func TestHarvest(t *testing.T) {
	t.Parallel()
	unit := func(name string, at int64, deps ...string) units.Unit {
		u := units.Unit{Profile: "debug", Name: name, Kind: units.Library, Print: units.Print(name), Files: []units.File{{Path: "deps/lib" + name + ".rlib", Role: units.Compiled, Time: time.Unix(at, 0)}}}
		for _, d := range deps {
			u.Deps = append(u.Deps, units.Print(d))
		}
		return u
	}
	entry := func(name string, deps ...store.Ref) store.Entry {
		return store.Entry{Key: store.Key{Profile: "debug", Name: name, Print: units.Print(name)}, ID: name, Deps: deps, Depth: 1 + len(deps)}
	}
	for name, c := range map[string]struct {
		units []units.Unit
		local string // words: units with sources that may change
		store []store.Entry
		apart string // words: units that are not the entry's files
		other string // words: of these, units with other contents
		want  string
	}{
		"all":                  {units: []units.Unit{unit("c", 3, "b"), unit("a", 1), unit("b", 2, "a")}, want: "a1 b2 c3"},
		"above a local one":    {units: []units.Unit{unit("a", 1), unit("b", 2, "a"), unit("c", 3)}, local: "a", want: "c1"},
		"a local one above":    {units: []units.Unit{unit("a", 1), unit("b", 2, "a")}, local: "b", want: "a1"},
		"missing below":        {units: []units.Unit{unit("b", 2, "a"), unit("c", 2)}, want: "c1"},
		"older than its needs": {units: []units.Unit{unit("a", 9), unit("b", 2, "a")}, want: "a1"},
		"a circle":             {units: []units.Unit{unit("a", 1, "b"), unit("b", 1, "a")}, want: ""},
		"stored":               {units: []units.Unit{unit("a", 1), unit("b", 2, "a")}, store: []store.Entry{entry("a")}, want: "=a1 b2"},
		"compiled apart":       {units: []units.Unit{unit("a", 1), unit("b", 2, "a")}, store: []store.Entry{entry("a")}, apart: "a", want: "~a1 b2"},
		"apart, and different": {units: []units.Unit{unit("a", 1), unit("b", 2, "a"), unit("c", 1)}, store: []store.Entry{entry("a")}, apart: "a", other: "a", want: "c1"},
		"stored above":         {units: []units.Unit{unit("a", 1), unit("b", 2, "a")}, store: []store.Entry{entry("a"), entry("b", entry("a").Ref())}, want: "=a1 =b2"},
		"against another one":  {units: []units.Unit{unit("a", 1), unit("b", 2, "a")}, store: []store.Entry{entry("a"), entry("b", store.Ref{Key: entry("a").Key, ID: "old"})}, want: "=a1"},
	} {
		has := func(words string, u units.Unit) bool { return slices.Contains(strings.Fields(words), u.Name) }
		y := yard{
			units: c.units, rule: strict,
			facts: func(u units.Unit) (facts, error) {
				if u.Name == "gone" {
					return facts{}, os.ErrNotExist
				}
				source := reg + u.Name + "-1.0.0/src/lib.rs"
				if has(c.local, u) {
					source = "src/lib.rs"
				}
				return facts{sources: units.Sources{Files: []string{source}}}, nil
			},
			stored: func(key store.Key) (store.Entry, bool) {
				i := slices.IndexFunc(c.store, func(e store.Entry) bool { return e.Key == key })
				if i < 0 {
					return store.Entry{}, false
				}
				return c.store[i], true
			},
			here:  func(u units.Unit, _ store.Entry) bool { return !has(c.apart, u) },
			alike: func(u units.Unit, _ store.Entry) bool { return !has(c.other, u) },
		}
		picks, rest := y.harvest()
		var got []string
		for _, p := range picks {
			mark := ""
			switch {
			case p.merge:
				mark = "~"
			case p.entry != nil:
				mark = "="
			}
			got = append(got, mark+p.unit.Name+string(rune('0'+p.depth)))
		}
		if strings.Join(got, " ") != c.want || len(picks)+len(rest) != len(c.units) {
			t.Errorf("%s: got %q, left %v", name, got, rest)
		}
	}
}

// TestSeeds decides what a build directory gets.
func TestSeeds(t *testing.T) {
	t.Parallel()
	entry := func(name, printed, id string, depth int, deps ...store.Ref) store.Entry {
		return store.Entry{Key: store.Key{Profile: "debug", Name: name, Print: units.Print(printed)}, Package: name + "-1.0.0", ID: id, Depth: depth, Deps: deps}
	}
	a, b := entry("a", "1", "x", 1), entry("b", "1", "y", 1)
	c := entry("c", "1", "z", 2, a.Ref(), b.Ref())
	again := entry("a", "2", "w", 1)
	again.Used = time.Unix(5, 0)
	for name, test := range map[string]struct {
		entries []store.Entry
		there   map[string]store.Presence
		unasked string
		want    string
	}{
		"all":                 {entries: []store.Entry{c, b, a}, want: "x y z"},
		"there already":       {entries: []store.Entry{c, b, a}, there: map[string]store.Presence{"x": store.Present, "y": store.Present}, want: "z"},
		"half":                {entries: []store.Entry{c, b, a}, there: map[string]store.Presence{"x": store.Partial}, want: "x y z"},
		"its own below":       {entries: []store.Entry{c, b, a}, there: map[string]store.Presence{"x": store.Foreign}, want: "y"},
		"not asked for":       {entries: []store.Entry{c, b, a}, unasked: "b-1.0.0", want: "x"},
		"dangling":            {entries: []store.Entry{c, b}, want: "y"},
		"two of one name":     {entries: []store.Entry{a, again, b, c}, want: "w y"},
		"its own, of another": {entries: []store.Entry{a, again}, there: map[string]store.Presence{"w": store.Foreign}, want: "x"},
	} {
		list, _ := usable(slices.Clone(test.entries))
		got := []string{}
		for _, e := range seeds(list, func(e store.Entry) bool { return e.Package != test.unasked }, func(e store.Entry) store.Presence { return test.there[e.ID] }) {
			got = append(got, e.ID)
		}
		slices.Sort(got)
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q", name, got)
		}
	}
}

// TestJudge says when cargo does not take what it is given.
func TestJudge(t *testing.T) {
	t.Parallel()
	entry := func(id string, deps ...string) store.Entry {
		e := store.Entry{Key: store.Key{Name: id}, ID: id}
		for _, d := range deps {
			e.Deps = append(e.Deps, store.Ref{Key: store.Key{Name: d}, ID: d})
		}
		return e
	}
	tree := []store.Entry{entry("a"), entry("b"), entry("c", "a", "b"), entry("d"), entry("e", "c", "d")}
	words := func(text string) func(store.Entry) bool {
		return func(e store.Entry) bool { return slices.Contains(strings.Fields(text), e.ID) }
	}
	for _, c := range []struct {
		replaced, excused string
		want              bool
	}{
		{replaced: "a b c d e", want: true},
		{replaced: "c e"},             // a, b and d were used, and e is above c
		{replaced: "a c e"},           // a has changed in a way that is not known
		{replaced: "d"},               // the same
		{replaced: "a b", want: true}, // two have not
		{replaced: "a b c", want: true},
		{replaced: "a b c", excused: "a"},
		{replaced: "a b c e", excused: "a b"},
		{replaced: "a b c d e", excused: "a b d"},
		{},
	} {
		if again, got := judge(tree, words(c.replaced), words(c.excused)); got != c.want || again != len(strings.Fields(c.replaced)) {
			t.Errorf("%q replaced, %q excused: %d, %t", c.replaced, c.excused, again, got)
		}
	}
	all, none := words("a"), words("")
	if _, got := judge(tree[:1], all, none); !got {
		t.Error("the only one was compiled again")
	}
	if _, got := judge(tree[:1], all, all); got {
		t.Error("the only one had a reason")
	}
}

// TestIdle tells why nothing is shared, and leaves everything as it is. So does a
// Sharing that is nil, which tells nothing.
func TestIdle(t *testing.T) {
	t.Parallel()
	for s, want := range map[*Sharing]string{idle(Unsupported): Unsupported, nil: ""} {
		var b strings.Builder
		s.Tell(report.Style{}, &b)
		if !strings.Contains(b.String(), want) || (b.String() == "") != (want == "") {
			t.Errorf("told %q", b.String())
		}
		runner := execution.Terminal{}
		if s.Store() != "" || s.Around(runner) != execution.Runner(runner) {
			t.Error("it shares")
		}
		if plan := s.Lead(t.Context(), nested.Plan{Jobs: 2, Steps: make([]nested.Step, 2)}); plan.Steps[1].After != nil {
			t.Error("a step waits")
		}
	}
}

// TestUseless keeps what something in use depends on.
func TestUseless(t *testing.T) {
	t.Parallel()
	a, b, d := store.Entry{ID: "a", Depth: 1}, store.Entry{ID: "b", Depth: 1}, store.Entry{ID: "d", Depth: 1}
	c := store.Entry{ID: "c", Depth: 2, Deps: []store.Ref{a.Ref()}}
	e := store.Entry{ID: "e", Depth: 2, Deps: []store.Ref{b.Ref()}}
	var got strings.Builder
	for _, u := range useless([]store.Entry{a, b, c, d, e}, func(u store.Entry) bool { return u.ID == "c" }) {
		got.WriteString(u.ID)
	}
	if got.String() != "ebd" {
		t.Errorf("got %q", got.String())
	}
}

// TestProfiles says which directories a command builds in.
func TestProfiles(t *testing.T) {
	t.Parallel()
	there := []string{"debug", "release", "w/debug", "w/release"}
	for line, want := range map[string]string{
		"build":                           "debug w/debug",
		"test":                            "debug w/debug",
		"build --release":                 "release w/release",
		"bench":                           "release w/release",
		"build --profile dev":             "debug w/debug",
		"build --profile fast":            "fast",
		"build --target x --target w":     "debug x/debug w/debug",
		"build --target a/b.json -r":      "release b/release w/release",
		"clippy --release -- -D warnings": "release w/release",
	} {
		command, err := args.ParseCargo(strings.Fields(line), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(profiles(command, nil, there), " "); got != want {
			t.Errorf("%s: got %q", line, got)
		}
	}
	if got := strings.Join(profiles(args.Command{Subcommand: "build"}, []string{"q"}, nil), " "); got != "debug q/debug" {
		t.Errorf("configured: got %q", got)
	}
}
