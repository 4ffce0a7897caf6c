package args

import (
	"slices"
	"strings"
)

// matchesGlob is Pattern::matches of the Rust crate glob 0.3, which cargo uses
// for package names: *, ?, [abc], [a-z], [!a-z], and ** as a whole path
// component. A name has no slash, so a leading **/ matches nothing and the rest
// counts. A pattern that the crate refuses matches nothing.
func matchesGlob(pattern, name string) bool {
	for strings.HasPrefix(pattern, "**/") {
		pattern = pattern[len("**/"):]
	}
	if pattern == "**" {
		return true
	}
	items, ok := compileGlob([]rune(pattern))
	return ok && matchItems(items, []rune(name))
}

// globItem matches one character, or any number of them when star.
type globItem struct {
	star    bool
	negated bool
	ranges  [][2]rune
}

func (g globItem) matches(r rune) bool {
	in := slices.ContainsFunc(g.ranges, func(b [2]rune) bool { return b[0] <= r && r <= b[1] })
	return in != g.negated
}

func compileGlob(pattern []rune) ([]globItem, bool) {
	var items []globItem
	for i := 0; i < len(pattern); i++ {
		switch r := pattern[i]; r {
		case '*':
			if i+1 < len(pattern) && pattern[i+1] == '*' {
				return nil, false
			}
			items = append(items, globItem{star: true})
		case '?':
			items = append(items, globItem{negated: true})
		case '[':
			set := globItem{}
			first := i + 1
			if first < len(pattern) && pattern[first] == '!' {
				set.negated = true
				first++
			}
			// a bracket right behind the opening one is a character of the set
			length := -1
			if first+1 <= len(pattern) {
				length = slices.Index(pattern[first+1:], ']') + 1
			}
			if length <= 0 {
				return nil, false
			}
			set.ranges = globRanges(pattern[first : first+length])
			items = append(items, set)
			i = first + length
		default:
			items = append(items, globItem{ranges: [][2]rune{{r, r}}})
		}
	}
	return items, true
}

func globRanges(set []rune) [][2]rune {
	var ranges [][2]rune
	for len(set) > 0 {
		if len(set) >= 3 && set[1] == '-' {
			ranges = append(ranges, [2]rune{set[0], set[2]})
			set = set[3:]
			continue
		}
		ranges = append(ranges, [2]rune{set[0], set[0]})
		set = set[1:]
	}
	return ranges
}

// matchItems goes back only to the last star, so that no pattern takes
// exponential time.
func matchItems(items []globItem, name []rune) bool {
	at, n := 0, 0
	star, mark := -1, 0
	for n < len(name) {
		switch {
		case at < len(items) && items[at].star:
			star, mark = at, n
			at++
		case at < len(items) && items[at].matches(name[n]):
			at++
			n++
		case star >= 0:
			mark++
			at, n = star+1, mark
		default:
			return false
		}
	}
	for at < len(items) && items[at].star {
		at++
	}
	return at == len(items)
}
