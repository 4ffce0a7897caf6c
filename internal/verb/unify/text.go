package unify

import (
	"fmt"
	"io"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/printable"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/unify"
	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// writeText writes the results for a person.
func writeText(w io.Writer, style report.Style, results []result) error {
	var b strings.Builder
	for i, r := range results {
		if i > 0 {
			b.WriteByte('\n')
		}
		r.text(&b, style)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (r result) text(b *strings.Builder, style report.Style) {
	if r.gains == nil {
		fmt.Fprintf(b, "%s: one package, so all its builds have the same features\n", style.Path(r.ws.Dir))
		return
	}
	fmt.Fprintf(b, "%s: after the build of the whole workspace, the builds of the members (-p) compile again\n", style.Path(r.ws.Dir))
	for _, g := range r.gains {
		fmt.Fprintf(b, "  cargo %-6s %s; with unify %s\n", g.command, crates(g.before), crates(g.after))
	}
	if r.linked {
		b.WriteString("  link-time optimization is on: cargo may compile more than that\n")
	}
	if r.plain.Artifacts() {
		b.WriteString("  with artifact dependencies cargo may compile more than that\n")
	}
	if len(r.wrote) > 0 {
		fmt.Fprintf(b, "crates in %s\n", style.Path(r.hack()))
		for _, c := range r.wrote {
			fmt.Fprintf(b, "  %s: %s for %s\n", c.Name, count(c.Packages, "package"), strings.Join(r.memberNames(c.Members), ", "))
		}
	}
	if len(r.debug) > 0 {
		fmt.Fprintf(b, "debug = %s in the dev profile for %s\n", r.level, strings.Join(r.debug, ", "))
	}
	r.priceText(b)
	r.leftText(b)
}

// priceText says what a build of one member compiles from nothing.
func (r result) priceText(b *strings.Builder) {
	var more []string
	before, after := 0, 0
	for _, p := range r.prices {
		before, after = before+p.before, after+p.after
		if p.before != p.after {
			more = append(more, fmt.Sprintf("%s %d → %d", printable.Text(p.member), p.before, p.after))
		}
	}
	if len(more) > 0 {
		fmt.Fprintf(b, "third-party crates of cargo check -p from nothing: %d → %d in all; %s\n", before, after, strings.Join(more, ", "))
	}
}

// leftText lists what still differs, by reason.
func (r result) leftText(b *strings.Builder) {
	var debug []string
	for i, l := range r.left {
		if i == 0 {
			b.WriteString("still different\n")
		}
		if l.Kind == unify.Debuginfo {
			debug = append(debug, printable.Text(l.Name))
			continue
		}
		members := ""
		if len(l.Members) > 0 {
			members = " (-p " + strings.Join(l.Members, ", ") + ")"
		}
		fmt.Fprintf(b, "  %s%s: %s\n", printable.Text(l.Name+" "+l.Version), printable.Text(members), printable.Text(reason(l)))
	}
	if len(debug) > 0 {
		fmt.Fprintf(b, "  %s: only the debuginfo of %s differs; [profile.dev.build-override] debug = true ends that, and makes host crates bigger\n",
			some(debug), count(len(debug), "package"))
	}
}

// some are the first of several names.
func some(names []string) string {
	if len(names) > 4 {
		return strings.Join(names[:3], ", ") + fmt.Sprintf(" and %d more", len(names)-3)
	}
	return strings.Join(names, ", ")
}

// reason is a sentence about a reason, with what to do if there is something.
func reason(l unify.Left) string {
	switch l.Kind {
	case unify.Excluded:
		return "excluded by `exclude`"
	case unify.MemberOut:
		return "member " + l.Detail + " is in `exclude-members`"
	case unify.NoStd:
		return "member " + l.Detail + " is #![no_std]: features of others might not compile for its targets"
	case unify.Behaviour:
		return fmt.Sprintf("%s may change what a program does: add %q to `accept`, or %q to `exclude`", l.Detail, l.Name, l.Name)
	case unify.Cycle:
		return "it depends on the member " + l.Detail + ", so a crate that lists it would be in a cycle"
	case unify.Alone:
		return "built alone, nothing asks for the features that other members ask for; cargo build --workspace --lib builds it as the others have it"
	case unify.LocalOff:
		return "`local = false`"
	case unify.DevOffReason:
		return "only in tests, and `dev = \"off\"`"
	case unify.Unreachable:
		return "a third-party package asks for it there, and its manifest cannot be edited"
	}
	return fmt.Sprintf("not settled after %d rounds", mostRounds)
}

// memberNames are those of members by ID.
func (r result) memberNames(ids []string) []string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = printable.Text(r.meta.Packages[id].Name)
	}
	return list
}

func crates(n variant.Count) string {
	return fmt.Sprintf("%d third-party and %s", n.ThirdParty, count(n.Local, "local crate"))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
