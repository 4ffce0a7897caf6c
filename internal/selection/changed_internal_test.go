package selection

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/graph"
)

func TestChanged(t *testing.T) {
	t.Parallel()
	// outer at the top of /r/o, with a member outside; inner is nested in it and
	// depends on the package /r/lib/p of lib; dependent depends on outer itself.
	who := []string{"outer", "inner", "lib", "dependent"}
	all := []graph.Ingredients{
		{Packages: []string{"/r/o", "/r/o/m", "/r/elsewhere"}, Files: []string{"/r/o/.cargo/config.toml", "/r/.cargo/config.toml"}},
		{Packages: []string{"/r/o/inner", "/r/lib/p"}, Files: []string{"/r/o/inner/rust-toolchain", "/r/o/.cargo/config.toml", "/r/.cargo/config.toml", "/r/lib/Cargo.toml"}},
		{Packages: []string{"/r/lib", "/r/lib/p", "/r/lib/q"}},
		{Packages: []string{"/r/dependent", "/r/o"}},
	}
	for _, list := range all {
		for _, paths := range [][]string{list.Packages, list.Files} {
			for i, path := range paths {
				paths[i] = filepath.FromSlash(path)
			}
		}
	}
	for path, want := range map[string][]string{
		"/r/README.md":               {},
		"/r/o":                       {"outer", "inner", "dependent"}, // a submodule
		"/r/o/README.md":             {"outer", "dependent"},
		"/r/o/undeclared/Cargo.toml": {"outer", "dependent"},
		"/r/o/m/src/lib.rs":          {"outer"},
		"/r/elsewhere/build.rs":      {"outer"},
		"/r/o/inner/src/lib.rs":      {"inner"},
		"/r/o/inner":                 {"inner"},
		"/r/o/inner/rust-toolchain":  {"inner"},
		"/r/o/.cargo/config.toml":    {"outer", "inner", "dependent"},
		"/r/.cargo/config.toml":      {"outer", "inner"},
		"/r/.cargo/other":            {},
		"/r/lib/p/x/y/z":             {"inner", "lib"},
		"/r/lib/q/src/lib.rs":        {"lib"},
		"/r/lib/Cargo.toml":          {"inner", "lib"},
		"/r/lib/Cargo.lock":          {"lib"},
		"/r/libs":                    {},
		"/elsewhere":                 {},
	} {
		got := []string{}
		for i, hit := range changed(all, []string{filepath.FromSlash(path)}) {
			if hit {
				got = append(got, who[i])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
}
