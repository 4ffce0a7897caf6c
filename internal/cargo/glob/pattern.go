package glob

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// The reasons why the crate refuses a pattern.
var (
	errStars     = errors.New("wildcards are either regular `*` or recursive `**`")
	errRecursive = errors.New("recursive wildcards must form a single path component")
	errClass     = errors.New("a `[` without its `]`; write `[[]` for the character itself")
)

// Valid is why the crate refuses a pattern, nil if it does not.
func Valid(pattern string) error {
	_, err := parse(pattern)
	return err
}

// Match says whether the whole name, which has no separator in it, matches the
// pattern. A leading `**/` may also match no directory at all. A pattern that
// the crate refuses matches nothing.
func Match(pattern, name string) bool {
	for strings.HasPrefix(pattern, "**/") {
		pattern = pattern[len("**/"):]
	}
	p, err := parseComponent(pattern)
	return err == nil && (p.recursive || p.match(name))
}

// component is one component of a pattern.
type component struct {
	text      string
	literal   bool // no wildcard in it
	recursive bool // "**"
	items     []item
}

// item matches one character, or any number of them when star.
type item struct {
	star    bool
	negated bool
	ranges  [][2]rune
}

func (i item) matches(r rune) bool {
	in := slices.ContainsFunc(i.ranges, func(b [2]rune) bool { return b[0] <= r && r <= b[1] })
	return in != i.negated
}

// parse reads the components of a path with wildcards in it.
func parse(pattern string) ([]component, error) {
	var list []component
	for _, text := range split(pattern) {
		c, err := parseComponent(text)
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func split(path string) []string {
	return strings.FieldsFunc(path, func(r rune) bool {
		return r == '/' || r == filepath.Separator
	})
}

func parseComponent(text string) (component, error) {
	if text == "**" {
		return component{text: text, recursive: true}, nil
	}
	c := component{text: text, literal: !strings.ContainsAny(text, "?*[")}
	if c.literal {
		return c, nil
	}
	chars := []rune(text)
	for i := 0; i < len(chars); i++ {
		switch chars[i] {
		case '?':
			c.items = append(c.items, item{negated: true})
		case '*':
			stars := 1
			for i+1 < len(chars) && chars[i+1] == '*' {
				stars++
				i++
			}
			if stars == 2 {
				return c, errRecursive
			} else if stars > 2 {
				return c, errStars
			}
			c.items = append(c.items, item{star: true})
		case '[':
			length := classLength(chars[i:])
			if length == 0 {
				return c, errClass
			}
			c.items = append(c.items, class(chars[i+1:i+length-1]))
			i += length - 1
		default:
			c.items = append(c.items, item{ranges: [][2]rune{{chars[i], chars[i]}}})
		}
	}
	return c, nil
}

// classLength is the length of the class at the start of chars, brackets
// included, or 0. A `]` right after `[` or `[!` belongs to the class.
func classLength(chars []rune) int {
	first := 2
	if len(chars) > 1 && chars[1] == '!' {
		first = 3
	}
	for i := first; i < len(chars); i++ {
		if chars[i] == ']' {
			return i + 1
		}
	}
	return 0
}

// class is what is between the brackets. A range that ends before it starts
// matches nothing, as in Rust.
func class(chars []rune) item {
	var c item
	if chars[0] == '!' {
		c.negated = true
		chars = chars[1:]
	}
	for len(chars) > 0 {
		if len(chars) >= 3 && chars[1] == '-' {
			c.ranges = append(c.ranges, [2]rune{chars[0], chars[2]})
			chars = chars[3:]
			continue
		}
		c.ranges = append(c.ranges, [2]rune{chars[0], chars[0]})
		chars = chars[1:]
	}
	return c
}

// match goes back only to the last star, so no pattern needs exponential time.
func (c component) match(name string) bool {
	if c.literal {
		return c.text == name
	}
	at, rest := 0, name
	star, mark := -1, ""
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		switch {
		case at < len(c.items) && c.items[at].star:
			star, mark = at, rest
			at++
		case at < len(c.items) && c.items[at].matches(r):
			at, rest = at+1, rest[size:]
		case star >= 0:
			_, size = utf8.DecodeRuneInString(mark)
			mark = mark[size:]
			at, rest = star+1, mark
		default:
			return false
		}
	}
	for at < len(c.items) && c.items[at].star {
		at++
	}
	return at == len(c.items)
}
