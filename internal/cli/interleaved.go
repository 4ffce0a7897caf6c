package cli

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/command"
)

// optionsFirst puts options before arguments, as the command line library wants
// them: `explain serde --format json` is `--format json explain serde`. What
// comes after `--` are arguments.
func optionsFirst(words []string, options []command.Option) []string {
	var first, last []string
	for i := 0; i < len(words); i++ {
		word := words[i]
		switch {
		case word == "--":
			last = append(last, words[i+1:]...)
			i = len(words)
		case len(word) < 2 || word[0] != '-':
			last = append(last, word)
		default:
			first = append(first, word)
			name, _, glued := strings.Cut(word, "=")
			if o, ok := command.Find(options, name); ok && o.TakesValue() && !glued && i+1 < len(words) {
				i++
				first = append(first, words[i])
			}
		}
	}
	if len(last) == 0 {
		return first
	}
	return slices.Concat(first, []string{"--"}, last)
}

// cutProgram divides words at the program to run: the first word that is neither
// an option nor its value, or the one after `--`.
func cutProgram(words []string, options []command.Option) (before, program []string) {
	for i := 0; i < len(words); i++ {
		word := words[i]
		if word == "--" {
			return unglued(words[:i]), words[i+1:]
		}
		if len(word) < 2 || word[0] != '-' {
			return unglued(words[:i]), words[i:]
		}
		name, _, glued := strings.Cut(word, "=")
		if !strings.HasPrefix(word, "--") && len(word) > 2 && !glued {
			name, glued = word[:2], true // -j4
		}
		if o, ok := command.Find(options, name); ok && o.TakesValue() && !glued {
			i++
		}
	}
	return unglued(words), nil
}
