package variant

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/unitgraph"
)

// Way is something to do about crates that are compiled again, with what it
// brings.
type Way struct {
	Kind    string // "target": another command; "profile": lines for the root manifest; "unify": the verb; "cargo": lines for .cargo/config.toml
	Text    string // what to type or to write
	Before  Count  // crates compiled again without it
	After   Count  // and with it
	Instead string // the command that it replaces, ""
}

// ways are those that edit nothing first.
func ways(c Class, f Features) []Way {
	var list []Way
	for _, b := range f.Builds {
		if b.Again.Sum() == 0 {
			continue
		}
		if text := byTarget(c, b.Member); text != "" {
			// What it compiles is a part of the whole build.
			list = append(list, Way{Kind: "target", Text: text, Before: b.Again, Instead: b.Title})
		}
	}
	if len(f.Profiles) > 0 {
		if w, ok := byProfile(c, f); ok {
			list = append(list, w)
		}
	}
	if len(f.Drifts) > 0 {
		list = append(list, byFeatures(c, f)...)
	}
	return list
}

// byTarget is the command that selects the targets of a member in the build of
// the whole workspace, "" where there is none.
func byTarget(c Class, member string) string {
	flags := map[string]string{"bin": "--bin", "example": "--example", "test": "--test", "bench": "--bench"}
	var words []string
	for _, r := range c.Whole.Graph.Roots {
		u := c.Whole.Graph.Units[r]
		if u.Package != member || len(u.Kinds) == 0 || flags[u.Kinds[0]] == "" {
			continue
		}
		word := flags[u.Kinds[0]] + " " + u.Target
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	if words == nil {
		if c.Command == "test" || !library(c, member) {
			return "" // unit tests of one library cannot be selected
		}
		words = []string{"--lib"}
	}
	slices.Sort(words)
	return c.Whole.Title + " " + strings.Join(words, " ")
}

// library says whether a member is built as a library only.
func library(c Class, member string) bool {
	return slices.ContainsFunc(c.Whole.Graph.Roots, func(r int) bool {
		u := c.Whole.Graph.Units[r]
		return u.Package == member && !u.Is("custom-build")
	})
}

// most is how many packages are listed in a manifest before it is better to do
// it in another way.
const most = 20

// byProfile gives the packages where a difference of debuginfo begins the
// debuginfo that the workspace's own crates have. Whether cargo then compiles
// nothing more is computed, not hoped.
func byProfile(c Class, f Features) (Way, bool) {
	if len(f.Profiles) > most || len(c.Whole.Graph.Roots) == 0 {
		return Way{}, false
	}
	info := c.Whole.Graph.Units[c.Whole.Graph.Roots[0]].Debuginfo
	lines := []string{"[profile.dev.package]"}
	value := map[string]string{"2": "true", "1": "1", "0": "false"}[info]
	if value == "" {
		value = `"` + info + `"`
	}
	listed := map[string]bool{}
	for _, p := range f.Profiles {
		listed[p.Package] = true
		if line := p.Name + ".debug = " + value; !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	slices.Sort(lines[1:])
	crates, _ := c.again(sameDebuginfo(listed, info))
	after := total(crates, c.Local)
	return Way{Kind: "profile", Text: strings.Join(lines, "\n"), Before: f.Again, After: after}, after.Sum() < f.Again.Sum()
}

// sameDebuginfo is what units have if these packages get the same debuginfo
// everywhere.
func sameDebuginfo(listed map[string]bool, info string) func(unitgraph.Unit) string {
	return func(u unitgraph.Unit) string {
		if listed[u.Package] {
			return info
		}
		return u.Debuginfo
	}
}
