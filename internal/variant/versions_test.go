package variant_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cargo-nw/cargo-nw/internal/cargo/lockfile"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// lock reads lines "NAME VERSION [SOURCE]: DEPENDENCY=REQUIREMENT …". A source
// is a registry unless it is written; "-" is a package on disk.
func lock(workspace, text string) variant.Lock {
	l := variant.Lock{Workspace: workspace}
	asks := map[string][]variant.Ask{}
	for line := range strings.Lines(text) {
		head, tail, _ := strings.Cut(line, ":")
		words := strings.Fields(head)
		p := lockfile.Package{Name: words[0], Version: words[1], Source: "registry+x"}
		if len(words) > 2 {
			p.Source = strings.TrimPrefix(words[2], "-")
		}
		for dep := range strings.FieldsSeq(tail) {
			name, versions, _ := strings.Cut(dep, "=")
			bare, version, _ := strings.Cut(name, "@")
			p.Dependencies = append(p.Dependencies, lockfile.Dependency{Name: bare, Version: version})
			if versions != "" {
				asks[p.Name+p.Version] = append(asks[p.Name+p.Version], variant.Ask{By: p.Name, Manifest: workspace, Name: bare, Versions: versions})
			}
		}
		l.Packages = append(l.Packages, p)
	}
	l.Asks = func(p lockfile.Package) []variant.Ask { return asks[p.Name+p.Version] }
	return l
}

func shown(found variant.Versions) []string {
	var lines []string
	uses := func(list []variant.Use) string {
		var text strings.Builder
		for _, u := range list {
			fmt.Fprintf(&text, " %s%s in %s", u.Version, u.Commit, strings.Join(u.Workspaces, "+"))
			if u.By != nil {
				fmt.Fprintf(&text, " by %s", strings.Join(u.By, "+"))
			}
		}
		return text.String()
	}
	for _, d := range found.Differing {
		lines = append(lines, d.Name+uses(d.Uses))
		for _, m := range d.Moves {
			line := []string{fmt.Sprintf("  %s: %s to %s", m.Workspace, m.From, m.To)}
			for _, h := range m.Held {
				line = append(line, "held by "+h.By+" "+h.Versions)
			}
			lines = append(lines, strings.Join(line, ", "))
		}
	}
	for _, i := range found.Incompatible {
		lines = append(lines, "apart: "+i.Name+uses(i.Uses))
	}
	return lines
}

func TestCompareVersions(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		locks []variant.Lock
		want  []string
	}{
		"nothing differs": {[]variant.Lock{lock("a", "x 1.0.0\ny 2.0.0"), lock("b", "x 1.0.0\nz 1.0.0")}, nil},
		"alignable": {
			[]variant.Lock{lock("a", "m 0.1.0 -: x=1\nx 1.0.1"), lock("b", "x 1.0.10"), lock("c", "x 1.0.2\n")},
			[]string{"x 1.0.10 in b 1.0.2 in c 1.0.1 in a", "  a: 1.0.1 to 1.0.10", "  c: 1.0.2 to 1.0.10"},
		},
		"held back by a manifest": {
			[]variant.Lock{lock("a", "m 0.1.0 -: x==1.0.1\nx 1.0.1"), lock("b", "x 1.0.10")},
			[]string{"x 1.0.10 in b 1.0.1 in a", "  a: 1.0.1 to 1.0.10, held by m =1.0.1"},
		},
		"a pair that pins itself moves together": {
			[]variant.Lock{lock("a", "serde 1.0.1: derive==1.0.1\nderive 1.0.1"), lock("b", "serde 1.0.2: derive==1.0.2\nderive 1.0.2")},
			[]string{"derive 1.0.2 in b 1.0.1 in a", "  a: 1.0.1 to 1.0.2", "serde 1.0.2 in b 1.0.1 in a", "  a: 1.0.1 to 1.0.2"},
		},
		"and stays together": {
			[]variant.Lock{lock("a", "m 0.1.0 -: serde=~1.0.1\nserde 1.0.1: derive==1.0.1\nderive 1.0.1"), lock("b", "serde 1.1.0: derive==1.1.0\nderive 1.1.0")},
			[]string{"derive 1.1.0 in b 1.0.1 in a", "  a: 1.0.1 to 1.1.0, held by serde =1.0.1", "serde 1.1.0 in b 1.0.1 in a", "  a: 1.0.1 to 1.1.0, held by m ~1.0.1"},
		},
		"incompatible": {
			[]variant.Lock{lock("a", "m 0.1.0 -: x\nx 1.0.0"), lock("b", "x 2.0.0")},
			[]string{"apart: x 2.0.0 in b 1.0.0 in a by m 0.1.0"},
		},
		"both have both": {[]variant.Lock{lock("a", "x 1.0.0\nx 2.0.0"), lock("b", "x 1.0.0\nx 2.0.0")}, nil},
		"another version asks": {
			[]variant.Lock{lock("a", "m 0.1.0 -: x@2.0.0==2.0.0\nx 1.0.0\nx 2.0.0"), lock("b", "x 1.0.1\nx 2.0.0")},
			[]string{"x 1.0.1 in b 1.0.0 in a", "  a: 1.0.0 to 1.0.1"},
		},
		"0.x ranges": {
			[]variant.Lock{lock("a", "x 0.1.0"), lock("b", "x 0.2.0")},
			[]string{"apart: x 0.2.0 in b 0.1.0 in a"},
		},
		"commits, of which none is newer": {
			[]variant.Lock{lock("a", "x 1.0.0 git+u#1"), lock("b", "x 1.0.0 git+u#2")},
			[]string{"x 1.0.01 in a 1.0.02 in b"},
		},
		"sources are not compared": {[]variant.Lock{lock("a", "x 1.0.0 git+u#1"), lock("b", "x 1.0.1")}, nil},
		"packages on disk are not": {[]variant.Lock{lock("a", "x 1.0.0 -"), lock("b", "x 1.0.1 -")}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := shown(variant.CompareVersions(row.locks)); !slices.Equal(got, row.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(row.want, "\n"))
			}
		})
	}
}
