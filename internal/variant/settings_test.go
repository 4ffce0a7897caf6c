package variant_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// TestSettings tells a difference where workspaces have something in common that
// it costs, or where it surprises.
func TestSettings(t *testing.T) {
	t.Parallel()
	setup := func(name string, change func(*variant.Setup)) variant.Setup {
		s := variant.Setup{Workspace: name, Resolver: "2", Meets: name, Packages: []lockfile.Package{
			{Name: "x", Version: "1.0.0", Source: "registry+u"}, {Name: "y", Version: "1.1.0", Source: "registry+u"}, {Name: name, Version: "1.0.0"},
		}}
		change(&s)
		return s
	}
	dev := func(values map[string]any) map[string]any { return map[string]any{"dev": values} }
	for _, row := range []struct {
		name   string
		change func(a, b *variant.Setup)
		want   string
	}{
		{"nothing", func(_, _ *variant.Setup) {}, ""},
		{"resolver 1", func(a, _ *variant.Setup) { a.Resolver = "1" }, "resolver resolver 2: 1 [a], 2 [b]"},
		{"resolver 1, nothing in common", func(a, b *variant.Setup) { a.Resolver, b.Packages = "1", nil }, ""},
		{"resolver 1, only their own packages have one name", func(a, b *variant.Setup) {
			a.Resolver, a.Packages, b.Packages = "1", []lockfile.Package{{Name: "z", Version: "1.0.0"}}, []lockfile.Package{{Name: "z", Version: "1.0.0"}}
		}, ""},
		{"resolvers 2 and 3, the same versions", func(a, _ *variant.Setup) { a.Resolver = "3" }, ""},
		{"resolvers 2 and 3, other versions", func(a, _ *variant.Setup) { a.Resolver, a.Packages[0].Version = "3", "1.2.0" }, "resolver-versions resolver 1: 3 [a], 2 [b]"},
		{"resolvers 2 and 3, incompatible versions", func(a, _ *variant.Setup) { a.Resolver, a.Packages[0].Version = "3", "2.0.0" }, ""},
		{"toolchains, built apart", func(a, _ *variant.Setup) { a.Toolchain = "nightly" }, ""},
		{"toolchains, built in one place", func(a, b *variant.Setup) { a.Toolchain, a.Meets = "nightly", b.Meets }, "toolchain toolchain 2: nightly [a],  [b]"},
		{"profiles, built apart", func(a, _ *variant.Setup) { a.Profiles = dev(map[string]any{"opt-level": int64(1)}) }, ""},
		{"profiles, built in one place", func(a, b *variant.Setup) {
			a.Profiles, a.Meets = dev(map[string]any{"opt-level": int64(1), "lto": "thin", "package": map[string]any{"*": map[string]any{"debug": false}, "p": map[string]any{"debug": true}}}), b.Meets
		}, `profile profile.dev 2: lto = "thin", opt-level = 1, package.* = { debug = false } [a],  [b]`},
		{"profiles that say what they would have", func(a, b *variant.Setup) {
			a.Profiles, a.Meets = dev(map[string]any{"opt-level": int64(0), "debug": true, "incremental": false}), b.Meets
		}, ""},
		{"profiles of single packages", func(a, b *variant.Setup) {
			a.Profiles, a.Meets = dev(map[string]any{"package": map[string]any{"p": map[string]any{"debug": true}}}), b.Meets
		}, ""},
		{"configuration", func(a, b *variant.Setup) {
			a.Config, b.Packages = map[string]string{"build.rustflags": `["-g"]`}, nil
		}, `config build.rustflags 0: ["-g"] [a],  [b]`},
	} {
		a, b := setup("a", func(*variant.Setup) {}), setup("b", func(*variant.Setup) {})
		row.change(&a, &b)
		var got []string
		for _, s := range variant.CompareSettings([]variant.Setup{a, b}) {
			var values []string
			for _, v := range s.Values {
				values = append(values, fmt.Sprint(v.Text, " ", v.Workspaces))
			}
			got = append(got, fmt.Sprintf("%s %s %d: %s", s.Kind, s.Name, s.Common, strings.Join(values, ", ")))
		}
		if strings.Join(got, "\n") != row.want {
			t.Errorf("%s: got %q, want %q", row.name, got, row.want)
		}
	}
}
