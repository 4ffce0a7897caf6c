package manifest

import (
	"errors"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// The reasons why the glob crate refuses a pattern.
var (
	errStars     = errors.New("wildcards are either regular `*` or recursive `**`")
	errRecursive = errors.New("recursive wildcards must form a single path component")
	errClass     = errors.New("a `[` without its `]`; write `[[]` for the character itself")
)

// part is one component of a pattern of Rust's glob crate. That dialect knows
// `?`, `*`, `[a-z]`, `[!a-z]` and, as a whole component, `**`; braces and
// backslashes are plain characters.
type part struct {
	text      string
	literal   bool   // no wildcard in it
	recursive bool   // "**"
	star      string // the same for doublestar.Match
}

func parsePattern(pattern string) ([]part, error) {
	var parts []part
	for _, text := range splitPath(pattern) {
		p, err := parsePart(text)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
	}
	return parts, nil
}

func parsePart(text string) (part, error) {
	p := part{text: text, literal: true}
	if text == "**" {
		return part{text: text, recursive: true}, nil
	}
	var b strings.Builder
	chars := []rune(text)
	for i := 0; i < len(chars); i++ {
		switch chars[i] {
		case '?':
			p.literal = false
			b.WriteByte('?')
		case '*':
			stars := 1
			for i+1 < len(chars) && chars[i+1] == '*' {
				stars++
				i++
			}
			if stars == 2 {
				return p, errRecursive
			} else if stars > 2 {
				return p, errStars
			}
			p.literal = false
			b.WriteByte('*')
		case '[':
			length := classLength(chars[i:])
			if length == 0 {
				return p, errClass
			}
			p.literal = false
			writeClass(&b, chars[i+1:i+length-1])
			i += length - 1
		default:
			writeEscaped(&b, chars[i])
		}
	}
	p.star = b.String()
	return p, nil
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

// writeClass translates what stands between the brackets. A range that ends
// before it starts matches nothing, as in Rust.
func writeClass(b *strings.Builder, chars []rune) {
	negated := chars[0] == '!'
	if negated {
		chars = chars[1:]
	}
	var members strings.Builder
	for i := 0; i < len(chars); i++ {
		if i+2 >= len(chars) || chars[i+1] != '-' {
			writeEscaped(&members, chars[i])
			continue
		}
		if chars[i] <= chars[i+2] {
			writeEscaped(&members, chars[i])
			members.WriteByte('-')
			writeEscaped(&members, chars[i+2])
		}
		i += 2
	}
	switch {
	case members.Len() > 0 && negated:
		b.WriteString("[^" + members.String() + "]")
	case members.Len() > 0:
		b.WriteString("[" + members.String() + "]")
	case negated:
		b.WriteByte('?')
	default:
		b.WriteString("[^\x00-\U0010ffff]")
	}
}

func writeEscaped(b *strings.Builder, r rune) {
	if strings.ContainsRune(`*?[]{}\!^-,`, r) {
		b.WriteByte('\\')
	}
	b.WriteRune(r)
}

func (p part) match(name string) bool {
	if p.literal {
		return p.text == name
	}
	return doublestar.MatchUnvalidated(p.star, name)
}
