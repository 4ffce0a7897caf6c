package args

import (
	"errors"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/spelling"
)

// meant is the hint for an unknown option. The word after it may be its value
// or the subcommand, so the option is moved only if that word is a known
// subcommand.
func (l ownLine) meant(t token) string {
	if instead, known := l.others[t.name]; known && t.letters == "" {
		return l.respelled(t, instead)
	}
	if name := l.grammar.nearest(t.name); name != "" {
		return l.respelled(t, name)
	}
	if len(l.rest) > 0 && l.knowsSubcommand(l.rest[0]) {
		return l.corrected()
	}
	return help
}

func (l ownLine) knowsSubcommand(word string) bool {
	return Builtin(canonical(word)) || slices.Contains(l.verbs, word)
}

// respelled is the hint with other words for an option, or the hint for what is
// then still wrong with the line. The last of them takes the option's value.
func (l ownLine) respelled(t token, instead string) string {
	words := strings.Fields(instead)
	if n := len(words); n > 0 {
		words[n-1] += strings.TrimPrefix(l.words[t.word], t.name)
	}
	l.read(slices.Concat(l.words[:t.word], words, l.words[t.word+1:]))
	if usage := (*UsageError)(nil); errors.As(l.check(), &usage) {
		return usage.Hint
	}
	return hint(l.toolchain, l.words)
}

// nearest is the long name before the subcommand that was probably meant: the
// only one that starts with name, or one spelt like it. Options that belong
// after the subcommand are not considered: most of cargo's flags, such as
// --examples, are in none of our tables.
func (g grammar) nearest(name string) string {
	word, long := strings.CutPrefix(name, "--")
	if !long {
		return ""
	}
	var known, longer []string
	for _, o := range g.options {
		if o.origin == misplaced {
			continue
		}
		for _, n := range o.names {
			if n, long = strings.CutPrefix(n, "--"); long && !opposite(word, n) {
				known = append(known, n)
				if strings.HasPrefix(n, word) {
					longer = append(longer, n)
				}
			}
		}
	}
	if len(longer) == 1 {
		return "--" + longer[0]
	}
	if n := spelling.Nearest(word, known); n != "" {
		return "--" + n
	}
	return ""
}

// opposite says whether two words mean the opposite of each other.
func opposite(a, b string) bool {
	for _, not := range []string{"un", "no-", "non-", "not-"} {
		if a == not+b || b == not+a {
			return true
		}
	}
	return false
}
