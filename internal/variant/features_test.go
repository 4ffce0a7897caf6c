package variant_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// build reads units, one a line: "NAME KIND FEATURES DEBUGINFO: NEEDS". Needs are
// places, from 0. Those that nothing needs are the roots.
func build(title, member, text string) variant.Build {
	b := variant.Build{Title: title, Member: member}
	needed := map[int]bool{}
	for line := range strings.Lines(text) {
		head, tail, _ := strings.Cut(line, ":")
		w := strings.Fields(head)
		u := unitgraph.Unit{Package: w[0], Kinds: []string{w[1]}, Target: w[0], Mode: "build", Debuginfo: w[3], LTO: "false"}
		if w[2] != "-" {
			u.Features = strings.Split(w[2], ",")
		}
		for n := range strings.FieldsSeq(tail) {
			var i int
			if _, err := fmt.Sscan(n, &i); err != nil {
				panic(err)
			}
			u.Needs = append(u.Needs, unitgraph.Need{Unit: i, Name: "n"})
			needed[i] = true
		}
		b.Graph.Units = append(b.Graph.Units, u)
	}
	for i := range b.Graph.Units {
		if !needed[i] {
			b.Graph.Roots = append(b.Graph.Roots, i)
		}
	}
	return b
}

// forum is two programs that ask for different features of one library, which
// has a dependency.
func forum() variant.Class {
	return variant.Class{
		Command: "build", Exact: true, Local: map[string]bool{"a": true, "s": true, "math": true},
		Whole: build("build --workspace", "", "a bin - 2: 2\ns bin - 2: 2\nmath lib add,sub 2: 3\nnum lib std 2"),
		Members: []variant.Build{
			build("build -p a", "a", "a bin - 2: 1\nmath lib add 2: 2\nnum lib std 2"),
			build("build -p s", "s", "s bin - 2: 1\nmath lib sub 2: 2\nnum lib std 2"),
			build("build -p math", "math", "math lib - 2: 1\nnum lib std 2"),
		},
	}
}

func TestCompareFeatures(t *testing.T) {
	t.Parallel()
	class := forum()
	class.Unification = "[resolver]"
	f := variant.CompareFeatures(class)
	if f.Again != (variant.Count{Local: 5}) {
		t.Errorf("compiled again: got %+v, want a, s and three times math", f.Again)
	}
	for i, want := range []variant.Count{{Local: 2}, {Local: 2}, {Local: 1}} {
		if f.Builds[i].Again != want {
			t.Errorf("%s: got %+v", f.Builds[i].Title, f.Builds[i].Again)
		}
	}
	if len(f.Drifts) != 1 || f.Drifts[0].Package != "math" || f.Drifts[0].Own != 3 || f.Drifts[0].Below != (variant.Count{Local: 2}) {
		t.Fatalf("got %+v", f.Drifts)
	}
	side := f.Drifts[0].Sides[0]
	var sets []string
	for _, s := range side.Sets {
		sets = append(sets, strings.Join(s.More, ",")+" in "+strings.Join(s.Builds, "+"))
	}
	if want := []string{"add,sub in build --workspace", "add in build -p a", "sub in build -p s", " in build -p math"}; !slices.Equal(sets, want) || side.Side != "target" || len(side.Common) > 0 {
		t.Errorf("got %q on %s, common %q", sets, side.Side, side.Common)
	}
	var ways []string
	for _, w := range f.Ways {
		ways = append(ways, fmt.Sprint(w.Text, " ", w.Before.Sum(), "→", w.After.Sum()))
	}
	if want := []string{"build --workspace --bin a 2→0", "build --workspace --bin s 2→0", "cargo nw unify 5→1", "[resolver] 5→0"}; !slices.Equal(ways, want) {
		t.Errorf("got %q", ways)
	}
	var leaks []string
	for _, l := range f.Leaks {
		leaks = append(leaks, l.Member+" gets "+l.Name+" "+strings.Join(l.Features, ","))
	}
	if want := []string{"a gets math sub", "s gets math add", "math gets math add,sub"}; !slices.Equal(leaks, want) {
		t.Errorf("got %q", leaks)
	}
}

// TestUnified has a library of a procedural macro that differs in features, and
// in debuginfo where nothing else uses it: cargo's own unification leaves the
// second.
func TestUnified(t *testing.T) {
	t.Parallel()
	f := variant.CompareFeatures(variant.Class{
		Command: "build", Exact: true, Local: map[string]bool{"a": true, "m": true}, Unification: "[resolver]",
		Whole: build("build --workspace", "", "a bin - 2: 1 2\nm proc-macro - 0: 2\nreg#quote@1.0.0 lib std 2"),
		Members: []variant.Build{
			build("build -p m", "m", "m proc-macro - 0: 1\nreg#quote@1.0.0 lib - 0"),
			build("build -p a", "a", "a bin - 2: 1 2\nm proc-macro - 0: 2\nreg#quote@1.0.0 lib std,more 2"),
		},
	})
	var ways []string
	for _, w := range f.Ways {
		if w.Kind == "unify" || w.Kind == "cargo" {
			ways = append(ways, fmt.Sprint(w.Kind, " ", w.Before.Sum(), "→", w.After.Sum()))
		}
	}
	if got := strings.Join(ways, ", "); got != "unify 5→0, cargo 5→2" {
		t.Errorf("got %s", got)
	}
}

// TestDefaultMembers has a build of the default members, in which nothing leaks:
// it is not that of one member.
func TestDefaultMembers(t *testing.T) {
	t.Parallel()
	class := forum()
	class.Members = append(class.Members, build("build", "", "a bin - 2: 1\nmath lib add 2: 2\nnum lib std 2"))
	f := variant.CompareFeatures(class)
	if f.Again.Sum() != 5 || f.Builds[3].Again.Sum() != 2 || len(f.Leaks) != 3 || len(f.Ways) != 3 {
		t.Errorf("got %+v", f)
	}
}

// TestProfiles has a library of a procedural macro, which gets less debuginfo
// where nothing else uses it.
func TestProfiles(t *testing.T) {
	t.Parallel()
	f := variant.CompareFeatures(variant.Class{
		Command: "build", Exact: true, Local: map[string]bool{"a": true, "m": true},
		Whole: build("build --workspace", "", "a bin - 2: 1 2\nm proc-macro - 0: 2\nreg#quote@1.0.0 lib - 2"),
		Members: []variant.Build{
			build("build -p m", "m", "m proc-macro - 0: 1\nreg#quote@1.0.0 lib - 0"),
			build("build -p a", "a", "a bin - 2: 1 2\nm proc-macro - 0: 2\nreg#quote@1.0.0 lib - 2"),
		},
	})
	if len(f.Drifts) != 0 || f.Again != (variant.Count{ThirdParty: 1, Local: 1}) {
		t.Errorf("got %+v, %+v", f.Drifts, f.Again)
	}
	if len(f.Profiles) != 1 || f.Profiles[0].Name != "quote" || f.Profiles[0].Own != 1 || f.Profiles[0].Below != (variant.Count{Local: 1}) {
		t.Errorf("got %+v", f.Profiles)
	}
	last := f.Ways[len(f.Ways)-1]
	if last.Kind != "profile" || last.Text != "[profile.dev.package]\nquote.debug = true" || last.After.Sum() != 0 {
		t.Errorf("got %+v", last)
	}
}

func TestCompareAcross(t *testing.T) {
	t.Parallel()
	site := func(name, text string) variant.Site {
		return variant.Site{Workspace: name, Class: variant.Class{Exact: true, Local: map[string]bool{name: true}, Whole: build("build --workspace", "", text)}}
	}
	a := variant.CompareAcross([]variant.Site{
		site("a", "a bin - 2: 1 2\nreg#x@1.0.0 lib f,g 2\nreg#y@1.0.0 lib - 2"),
		site("b", "b bin - 2: 1 2\nreg#x@1.0.0 lib f 2\nreg#y@1.0.0 lib - 2"),
	})
	if a.Shared != 2 || a.Separate != 4 || a.Together != 3 || len(a.Drifts) != 1 || a.Drifts[0].Name != "x" {
		t.Errorf("got %+v", a)
	}
}

// TestAskingDev has a feature that only a dev-dependency asks for, and that
// resolver 1 gives to every build.
func TestAskingDev(t *testing.T) {
	t.Parallel()
	a := variant.NewAsking(metadata.Metadata{Members: []string{"a"}, Packages: map[string]metadata.Package{
		"a": {ID: "a", Name: "a", Dependencies: []metadata.Dependency{{Name: "x", To: "x"}, {Name: "x", To: "x", Kind: "dev", Features: []string{"test"}}}},
		"x": {ID: "x", Name: "x", Features: map[string][]string{"test": {}}},
	}}, []variant.Class{{Command: "build", Exact: true, Whole: build("", "", "a bin - 2: 1\nx lib test 2")}})
	if packages, own := a.Asks("x", "test"); fmt.Sprint(packages, own) != "[a (dev)] []" {
		t.Errorf("got %v, %v", packages, own)
	}
	if packages, _ := a.Asks("x", ""); fmt.Sprint(packages) != "[a]" {
		t.Errorf("dependents: got %v", packages)
	}
}

// TestAsking has a feature that is passed on, one by default, and an optional
// dependency.
func TestAsking(t *testing.T) {
	t.Parallel()
	meta := metadata.Metadata{Members: []string{"a"}, Packages: map[string]metadata.Package{
		"a": {ID: "a", Name: "a", Features: map[string][]string{"default": {"m/fast"}}, Dependencies: []metadata.Dependency{
			{Name: "m", To: "m", DefaultFeatures: true}, {Name: "x", To: "x", Kind: "dev", Features: []string{"test"}},
		}},
		"m": {ID: "m", Name: "m", Features: map[string][]string{"default": {"std"}, "std": {}, "fast": {"dep:x", "x?/quick"}}, Dependencies: []metadata.Dependency{
			{Name: "x", To: "x", Optional: true, Features: []string{"core"}, Target: "cfg(unix)"},
		}},
		"x": {ID: "x", Name: "x", Features: map[string][]string{"core": {}, "quick": {}}},
	}}
	a := variant.NewAsking(meta, []variant.Class{{
		Command: "build", Exact: true,
		Whole: build("", "", "a bin default 2: 1\nm lib default,fast,std 2: 2\nx lib core,quick 2"),
	}})
	for _, row := range []struct{ id, feature, want string }{
		{"m", "std", "[] [default]"},
		{"m", "default", "[a] []"},
		{"m", "fast", "[a/default] []"},
		{"x", "core", "[m/fast (cfg(unix))] []"},
		{"x", "quick", "[m/fast (cfg(unix))] []"},
		{"x", "test", "[] []"},
	} {
		packages, own := a.Asks(row.id, row.feature)
		if got := fmt.Sprint(packages, " ", own); got != row.want {
			t.Errorf("%s/%s: got %s, want %s", row.id, row.feature, got, row.want)
		}
	}
	var way []string
	for _, s := range a.Path("a", variant.Node{Package: "x", Feature: "quick"}) {
		way = append(way, s.Package+"/"+s.Feature+" "+s.Label)
	}
	if want := []string{"a/default ", "m/fast ", "x/quick cfg(unix)"}; !slices.Equal(way, want) {
		t.Errorf("got %q", way)
	}
	if a.Path("a", variant.Node{Package: "x", Feature: "test"}) != nil {
		t.Error("a dev-dependency counts in a build")
	}
	if got := a.Find("x"); !slices.Equal(got, []string{"x"}) {
		t.Errorf("got %q", got)
	}
}

func TestChangesBehaviour(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"tracing/max_level_warn": true, "log/std": false, "serde_json/arbitrary_precision": true, "serde_json/std": false,
		"reqwest/native-tls": true, "x/nightly": true, "x/default": false, "mimalloc/secure": true,
	} {
		pkg, feature, _ := strings.Cut(name, "/")
		if got := variant.ChangesBehaviour(pkg, feature); got != want {
			t.Errorf("%s: got %t", name, got)
		}
	}
}
