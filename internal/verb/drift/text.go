package drift

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// text writes what was found for a person.
func (a answer) text(w io.Writer, style report.Style) error {
	var out strings.Builder
	if a.versions != nil {
		a.versionsText(&out, style)
	}
	same := 0
	for _, s := range a.spaces {
		before := out.Len()
		for _, f := range s.classes {
			s.featuresText(&out, style, f)
		}
		if out.Len() == before {
			same++
		}
	}
	if same > 0 && !style.Quiet {
		fmt.Fprintf(&out, "Features: no differences between the builds of %s\n", count(same, "workspace"))
	}
	if a.across != nil {
		acrossText(&out, style, *a.across)
	}
	if a.set {
		settingsText(&out, style, a.settings)
	}
	_, err := io.WriteString(w, out.String())
	return err
}

// versionsText has the packages that can be aligned first, then those that
// cannot.
func (a answer) versionsText(out *strings.Builder, style report.Style) {
	v := *a.versions
	if len(v.Differing)+len(v.Incompatible) == 0 {
		switch {
		case style.Quiet, a.locks < 2 && a.spaces != nil:
		case a.locks < 2:
			fmt.Fprintf(out, "Versions: %s, nothing to compare\n", count(a.locks, "workspace"))
		default:
			fmt.Fprintf(out, "Versions: the same in all %d workspaces\n", a.locks)
		}
		return
	}
	fmt.Fprintf(out, "Versions: %s between %s\n", differ(len(v.Differing)+len(v.Incompatible)), count(a.locks, "workspace"))
	free, held := variant.Alignable(v.Differing), variant.HeldBack(v.Differing)
	section(out, style, "can be aligned, all at once by cargo nw drift --align", free, func(d variant.Differing) {
		for _, m := range d.Moves {
			if m.Held == nil {
				fmt.Fprintf(out, "      %s\n", update(style, d.Name, m))
			}
		}
	})
	section(out, style, "held back by a requirement", held, func(d variant.Differing) {
		for _, m := range d.Moves {
			for _, h := range m.Held {
				fmt.Fprintf(out, "      %s: %s asks for %s, which does not allow %s\n", style.Path(h.Manifest), shown(h.By), shown(h.Versions), shown(m.To))
			}
		}
	})
	section(out, style, "different commits of one repository", variant.Commits(v.Differing), func(variant.Differing) {})
	if len(v.Incompatible) > 0 {
		out.WriteString("  incompatible versions\n")
	}
	for _, i := range v.Incompatible {
		usesText(out, style, i.Name, i.Uses)
	}
}

func section(out *strings.Builder, style report.Style, title string, list []variant.Differing, more func(variant.Differing)) {
	if len(list) > 0 {
		fmt.Fprintf(out, "  %s\n", title)
	}
	for _, d := range list {
		usesText(out, style, d.Name, d.Uses)
		more(d)
	}
}

// usesText is one line a version: which workspaces have it.
func usesText(out *strings.Builder, style report.Style, name string, uses []variant.Use) {
	fmt.Fprintf(out, "    %s\n", shown(name))
	for _, u := range uses {
		version := u.Version
		if u.Commit != "" {
			version += " (" + u.Commit[:min(len(u.Commit), 8)] + ")"
		}
		line := fmt.Sprintf("      %s in %s", shown(version), strings.Join(paths(style, u.Workspaces), ", "))
		if len(u.By) > 0 {
			line += ", for " + some(u.By)
		}
		fmt.Fprintln(out, line)
	}
}

// update is the command that moves a package.
func update(style report.Style, name string, m variant.Move) string {
	where := ""
	if dir := style.Relative(m.Workspace); dir != "." {
		where = " --manifest-path " + style.Argument(filepath.Join(m.Workspace, "Cargo.toml"))
	}
	return fmt.Sprintf("cargo update%s %s@%s --precise %s", where, shown(name), shown(m.From), shown(m.To))
}

func paths(style report.Style, dirs []string) []string {
	list := make([]string, len(dirs))
	for i, dir := range dirs {
		list[i] = style.Path(dir)
	}
	return list
}

// some are the first three names.
func some(names []string) string {
	const few = 3
	list := slices.Clone(names[:min(len(names), few)])
	for i := range list {
		list[i] = shown(list[i])
	}
	text := strings.Join(list, ", ")
	if more := len(names) - few; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

func shown(text string) string { return printable.Text(text) }

func count(n int, what string) string {
	return plural(n, what, what+"s")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func differ(n int) string {
	if n == 1 {
		return "1 package differs"
	}
	return fmt.Sprintf("%d packages differ", n)
}
