package drift

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// few is how many entries of a list are shown; the rest is counted.
const few = 10

// featuresText shows the builds of one command in one workspace: the sum, what
// helps, then the packages that differ. It writes nothing if none does,
// and nothing is left out.
func (s space) featuresText(out *strings.Builder, style report.Style, f variant.Features) {
	if len(f.Drifts)+len(f.Profiles)+f.Again.Sum() == 0 && !f.Linked && !f.Artifacts {
		return
	}
	if !f.Exact {
		fmt.Fprintf(out, "Features in %s: %s between cargo %s and each member; this cargo says which features, but not what is compiled again\n",
			style.Path(s.ws.Dir), differ(len(f.Drifts)), shown(f.Whole))
	} else {
		fmt.Fprintf(out, "Features in %s: after cargo %s, the builds of the members (-p) compile %s again\n",
			style.Path(s.ws.Dir), shown(f.Whole), crates(f.Again))
	}
	if f.Linked {
		out.WriteString("  with link-time optimization cargo may compile more again than is counted here\n")
	}
	if f.Artifacts {
		out.WriteString("  with artifact dependencies cargo may compile more again than is counted here\n")
	}
	waysText(out, f.Ways)
	s.driftsText(out, f)
	profilesText(out, f.Profiles)
	s.leaksText(out, f.Leaks)
}

// waysText shows what helps. Of the commands, those that spare most.
func waysText(out *strings.Builder, ways []variant.Way) {
	if len(ways) == 0 {
		return
	}
	out.WriteString("  what helps\n")
	const most = 3
	n := 0
	ways = slices.Clone(ways)
	slices.SortStableFunc(ways, func(a, b variant.Way) int { return cmp.Compare(b.Before.Sum(), a.Before.Sum()) })
	for _, w := range ways {
		if w.Kind != "target" {
			continue
		}
		if n++; n <= most {
			fmt.Fprintf(out, "    cargo %s\n      compiles %s again, instead of %d with cargo %s\n", shown(w.Text), crates(w.After), w.Before.Sum(), shown(w.Instead))
		}
	}
	if n > most {
		fmt.Fprintf(out, "    the same for %s more\n", count(n-most, "member"))
	}
	for _, w := range ways {
		where := map[string]string{"profile": "in the Cargo.toml of the workspace", "unify": "the same features in all builds", "cargo": "in .cargo/config.toml"}[w.Kind]
		if where != "" {
			fmt.Fprintf(out, "    %s: %s compiled again in all, instead of %d\n      %s\n", where, crates(w.After), w.Before.Sum(), strings.ReplaceAll(shownLines(w.Text), "\n", "\n      "))
		}
	}
}

func (s space) driftsText(out *strings.Builder, f variant.Features) {
	if len(f.Drifts) > 0 {
		out.WriteString("  features differ\n")
	}
	for i, d := range f.Drifts {
		if i == few {
			fmt.Fprintf(out, "    and %s more: --format json has all\n", count(len(f.Drifts)-few, "package"))
			break
		}
		fmt.Fprintf(out, "    %s%s\n", shown(strings.TrimSpace(d.Name+" "+d.Version)), cost(f.Exact, d.Own, d.Below))
		for _, side := range d.Sides {
			for _, set := range side.Sets {
				fmt.Fprintf(out, "      %s in %s\n", more(set.More, side), titles(set.Builds))
			}
		}
		s.asksText(out, d)
	}
}

// asksText shows the packages that ask for the features that differ.
func (s space) asksText(out *strings.Builder, d variant.Drift) {
	for _, feature := range differing(d) {
		packages, own := s.asking.Asks(d.Package, feature)
		var by []string
		if len(packages) > 0 {
			by = append(by, some(packages))
		}
		if len(own) > 0 {
			by = append(by, "its own feature "+some(own))
		}
		if by != nil {
			fmt.Fprintf(out, "      %s: asked for by %s\n", shown(feature), strings.Join(by, ", "))
		}
	}
}

// differing are the features that not every build has, sorted.
func differing(d variant.Drift) []string {
	var list []string
	for _, side := range d.Sides {
		for _, set := range side.Sets {
			list = append(list, set.More...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func profilesText(out *strings.Builder, list []variant.Profile) {
	if len(list) > 0 {
		out.WriteString("  the same features, other debuginfo\n")
	}
	for i, p := range list {
		if i == few {
			fmt.Fprintf(out, "    and %s more: --format json has all\n", count(len(list)-few, "package"))
			break
		}
		fmt.Fprintf(out, "    %s%s\n", shown(p.Name+" "+p.Version), cost(true, p.Own, p.Below))
	}
}

// leaksText shows the features that change behaviour, and counts the others.
func (s space) leaksText(out *strings.Builder, leaks []variant.Leak) {
	if len(leaks) == 0 {
		return
	}
	out.WriteString("  features that a member has only in the whole build\n")
	for _, l := range leaks {
		if l.Behaviour {
			fmt.Fprintf(out, "    %s: %s with %s, which changes what it does\n", shown(s.asking.Member(l.Member).Name), shown(l.Name+" "+l.Version), list(l.Features))
		}
	}
	counts, members := map[string]int{}, []string{}
	for _, l := range leaks {
		if counts[l.Member] == 0 {
			members = append(members, l.Member)
		}
		counts[l.Member] += len(l.Features)
	}
	slices.SortFunc(members, func(a, b string) int { return cmp.Or(counts[b]-counts[a], strings.Compare(a, b)) })
	var words []string
	for _, id := range members {
		words = append(words, fmt.Sprintf("%s %d", s.asking.Member(id).Name, counts[id]))
	}
	fmt.Fprintf(out, "    %s\n", some(words))
}

func acrossText(out *strings.Builder, style report.Style, a variant.Across) {
	if a.Shared == 0 {
		return
	}
	fmt.Fprintf(out, "Between %s: %d of %s in common differ in features\n", count(a.Workspaces, "workspace"), len(a.Drifts), count(a.Shared, "package"))
	fmt.Fprintf(out, "  third-party crates to compile: %d with a build directory for each workspace, %d with one for all\n", a.Separate, a.Together)
	for i, d := range a.Drifts {
		if i == few {
			fmt.Fprintf(out, "  and %s more: --format json has all\n", count(len(a.Drifts)-few, "package"))
			break
		}
		fmt.Fprintf(out, "  %s\n", shown(d.Name+" "+d.Version))
		for _, side := range d.Sides {
			for _, set := range side.Sets {
				fmt.Fprintf(out, "    %s in %s\n", more(set.More, side), strings.Join(paths(style, set.Builds), ", "))
			}
		}
	}
}
