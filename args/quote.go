package args

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote shows a word as a POSIX shell accepts it: bare when it is safe, in
// single quotes else, and in $'…' (POSIX.1-2024) when it holds invalid UTF-8 or
// characters that a terminal would not show as they are.
func Quote(word string) string {
	switch {
	case word != "" && strings.IndexFunc(word, special) < 0:
		return word
	case !utf8.ValidString(word) || strings.ContainsFunc(word, hidden):
		return "$'" + escape(word) + "'"
	default:
		return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
	}
}

// Join shows a whole command line, each word as Quote does.
func Join(argv []string) string {
	words := make([]string, len(argv))
	for i, word := range argv {
		words[i] = Quote(word)
	}
	return strings.Join(words, " ")
}

func special(r rune) bool {
	return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("%+,-./:=@_", r)
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }

func escape(word string) string {
	var b strings.Builder
	for len(word) > 0 {
		r, size := utf8.DecodeRuneInString(word)
		switch {
		case r == '\\' || r == '\'':
			b.WriteString(`\` + word[:size])
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == utf8.RuneError && size == 1 || hidden(r):
			for i := range size {
				// three octal digits, since shells read differently many hexadecimal ones
				fmt.Fprintf(&b, `\%03o`, word[i])
			}
		default:
			b.WriteString(word[:size])
		}
		word = word[size:]
	}
	return b.String()
}
