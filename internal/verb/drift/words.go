package drift

import (
	"fmt"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/variant"
)

// crates is a number of them, as a person says it.
func crates(n variant.Count) string {
	switch {
	case n.Sum() == 0:
		return "0 crates"
	case n.Local == 0:
		return count(n.ThirdParty, "third-party crate")
	case n.ThirdParty == 0:
		return count(n.Local, "local crate")
	}
	return fmt.Sprintf("%d third-party and %s", n.ThirdParty, count(n.Local, "local crate"))
}

// cost is what a difference has compiled again, "" where that is not known.
func cost(exact bool, own int, below variant.Count) string {
	switch {
	case !exact:
		return ""
	case own+below.Sum() == 0:
		return ": nothing is compiled again"
	case below.Sum() == 0:
		return ": compiled again " + times(own)
	}
	return fmt.Sprintf(": compiled again %s, and %s that depend on it", times(own), crates(below))
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}

// more is what a set of features has besides the common ones.
func more(features []string, side variant.SideSets) string {
	text := list(features)
	switch {
	case len(features) == 0 && len(side.Common) == 0:
		text = "no features"
	case len(features) == 0:
		text = "no more features"
	case len(side.Common) > 0:
		text = "+ " + text
	}
	if side.Side != "" && side.Side != "target" {
		text += " (for the " + side.Side + ")"
	}
	return text
}

func list(words []string) string {
	safe := make([]string, len(words))
	for i, w := range words {
		safe[i] = shown(w)
	}
	return strings.Join(safe, ", ")
}

// titles are cargo commands. The whole build is called so; of the members' only
// what tells them apart is shown.
func titles(builds []string) string {
	var list, members []string
	for _, b := range builds {
		switch words := strings.Fields(b); {
		case len(words) > 2 && words[1] == "-p":
			members = append(members, words[2])
		case len(words) > 1 && words[1] == "--workspace":
			list = append(list, "the whole build")
		default:
			list = append(list, "cargo "+shown(b))
		}
	}
	if members != nil {
		list = append(list, "-p "+some(members))
	}
	return strings.Join(list, ", ")
}

// shownLines is a text of several lines.
func shownLines(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = shown(line)
	}
	return strings.Join(lines, "\n")
}
