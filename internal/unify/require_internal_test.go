package unify

import (
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/metadata"
	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

func TestCover(t *testing.T) {
	t.Parallel()
	p := metadata.Package{Features: map[string][]string{
		"default": {"std"}, "std": {"alloc", "x?/std"}, "alloc": {}, "full": {"net", "dep:x"}, "net": {"x/net"},
		"x": {"dep:x"}, "a": {"b"}, "b": {"a"},
	}}
	for _, tt := range []struct {
		features, want []string
		plain          bool
	}{
		{[]string{"default", "std", "alloc"}, nil, false},
		{[]string{"std", "alloc"}, []string{"std"}, true},
		{[]string{"full", "net", "x"}, []string{"full"}, true},
		{[]string{"net", "x"}, []string{"net"}, true},
		{[]string{"x"}, []string{"x"}, true},
		{[]string{"a", "b"}, []string{"b"}, true},
		{[]string{"alloc", "default", "net", "std", "x"}, []string{"net"}, false},
		{[]string{"unknown"}, []string{"unknown"}, true},
	} {
		if got, plain := cover(p, tt.features); !slices.Equal(got, tt.want) || plain != tt.plain {
			t.Errorf("%v: got %v %t, want %v %t", tt.features, got, plain, tt.want, tt.plain)
		}
	}
}

func TestWritten(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		d       metadata.Dependency
		version string
		want    string
	}{
		{metadata.Dependency{Source: "registry+https://github.com/rust-lang/crates.io-index"}, "1.2.3", `version = "1"`},
		{metadata.Dependency{Source: "registry+x"}, "0.4.1", `version = "0.4"`},
		{metadata.Dependency{Source: "registry+x"}, "0.0.7", `version = "0.0.7"`},
		{metadata.Dependency{Source: "registry+x"}, "1.0.0+build-1", `version = "1"`},
		{metadata.Dependency{Source: "registry+x"}, "2.0.0-rc.1", `version = "=2.0.0-rc.1"`},
		{metadata.Dependency{Source: "registry+x", Registry: "https://x.example/index"}, "1.0.0", `version = "1", registry-index = "https://x.example/index"`},
		{metadata.Dependency{Source: "git+https://x.example/r"}, "1.0.0", `git = "https://x.example/r"`},
		{metadata.Dependency{Source: "git+https://x.example/r?branch=a%2Fb"}, "1.0.0", `git = "https://x.example/r", branch = "a/b"`},
		{metadata.Dependency{Source: "git+https://x.example/r?rev=abc#abcdef"}, "1.0.0", `git = "https://x.example/r", rev = "abc"`},
		{metadata.Dependency{Path: "/w/ext/num"}, "1.0.0", `path = "../../ext/num"`},
	} {
		if got := written(tt.d, metadata.Package{Version: tt.version}, "/w/ws/hack"); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	for version, want := range map[string]string{"1.2.3": "-1", "0.4.1": "-0_4", "2.0.0-rc.1": "-2_0_0-rc_1"} {
		if got := suffix(version); got != want {
			t.Errorf("%s: got %s", version, got)
		}
	}
}

// TestConditions finds what is needed only on some platforms.
func TestConditions(t *testing.T) {
	t.Parallel()
	dep := func(to, target string) metadata.Dependency { return metadata.Dependency{To: to, Target: target} }
	meta := metadata.Metadata{Packages: map[string]metadata.Package{
		"root":  {Dependencies: []metadata.Dependency{dep("plain", ""), dep("unix", "cfg(unix)"), dep("both", "cfg(unix)"), dep("arm", "aarch64-apple-darwin")}},
		"plain": {Dependencies: []metadata.Dependency{dep("both", "")}},
		"unix":  {Dependencies: []metadata.Dependency{dep("below", ""), dep("deep", `cfg(feature = "x")`)}},
		"arm":   {Dependencies: []metadata.Dependency{dep("deeper", "cfg(unix)")}},
	}}
	at := map[string]int{"root": 0, "plain": 1, "unix": 2, "both": 3, "below": 4, "deep": 5, "arm": 6, "deeper": 7}
	g := unitgraph.Graph{Units: make([]unitgraph.Unit, len(at)), Roots: []int{0}}
	for id, i := range at {
		g.Units[i].Package = id
		for _, d := range meta.Packages[id].Dependencies {
			g.Units[i].Needs = append(g.Units[i].Needs, unitgraph.Need{Unit: at[d.To]})
		}
	}
	got := conditions(g, Space{Meta: meta, Host: "host"}, "root")
	for id, want := range map[string]string{
		"root": "", "plain": "", "both": "", "unix": "cfg(unix)", "below": "cfg(unix)",
		"deep": `cfg(all(feature = "x", unix))`, "arm": "host", "deeper": "host",
	} {
		if got[id] != want {
			t.Errorf("%s: got %q, want %q", id, got[id], want)
		}
	}
}
