package drift

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// settingsText writes nothing where no difference matters.
func settingsText(out *strings.Builder, style report.Style, list []variant.Setting) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(out, "Settings: %s\n", plural(len(list), "difference that matters", "differences that matter"))
	for _, s := range list {
		fmt.Fprintf(out, "  %s: %s\n", shown(s.Name), matters(s))
		for _, v := range s.Values {
			fmt.Fprintf(out, "    %s in %s\n", valueText(s.Kind, v.Text), some(paths(style, v.Workspaces)))
		}
		fmt.Fprintf(out, "    %s\n", remedy(s.Kind))
	}
}

func valueText(kind variant.Kind, text string) string {
	unset := map[variant.Kind]string{variant.Toolchain: "the default", variant.Profiles: "cargo's defaults"}
	return shown(cmp.Or(text, unset[kind], "not set"))
}

// matters says what the difference costs, or why it may surprise.
func matters(s variant.Setting) string {
	n := count(s.Common, "package") + " in common"
	switch s.Kind {
	case variant.Resolver:
		return n + " can have other features, because resolver 1 does not separate build scripts, tests and platforms"
	case variant.Choice:
		return count(s.Common, "package") + " of other versions, because resolver 3 prefers those that support package.rust-version"
	case variant.Toolchain, variant.Profiles:
		return plural(s.Common, "package in common is", "packages in common are") + " compiled for each, although they build in one place"
	case variant.Config:
		return "cargo reads this only if it is started there"
	}
	return ""
}

// remedy is what to do about it.
func remedy(kind variant.Kind) string {
	switch kind {
	case variant.Resolver, variant.Choice:
		return "write the same workspace.resolver in each root manifest; a virtual workspace does not get it from the edition of its members"
	case variant.Toolchain:
		return "a workspace without a toolchain file uses the nearest one above it"
	case variant.Profiles:
		return "a nested workspace does not inherit [profile]: repeat it there, or write it in .cargo/config.toml above all of them"
	case variant.Config:
		return "from elsewhere, for example with --manifest-path, the build is another one: run cargo nw, or write it in .cargo/config.toml above all of them"
	}
	return ""
}

type jsonSetting struct {
	Name   string      `json:"name"`
	Kind   string      `json:"kind"`
	Common int         `json:"packages_in_common"`
	Values []jsonValue `json:"values"`
}

type jsonValue struct {
	Text       string   `json:"value"`
	Workspaces []string `json:"workspaces"`
}

func settingsJSON(list []variant.Setting, style report.Style) []jsonSetting {
	out := []jsonSetting{}
	for _, s := range list {
		j := jsonSetting{Name: s.Name, Kind: string(s.Kind), Common: s.Common}
		for _, v := range s.Values {
			value := jsonValue{Text: v.Text}
			for _, dir := range v.Workspaces {
				value.Workspaces = append(value.Workspaces, style.Relative(dir))
			}
			j.Values = append(j.Values, value)
		}
		out = append(out, j)
	}
	return out
}
