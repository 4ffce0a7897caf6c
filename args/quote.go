package args

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// posix quotes as dash, bash, zsh and fish all read it.
//
// Four shells agree on little. A safe word is bare. Others are in single
// quotes, except ' and \, which get a backslash outside the quotes: fish knows
// \' and \\ inside them. A word with hidden characters or invalid UTF-8 is
// printed by the shell itself, "$(printf '…')", because only bash and zsh know
// $'…'. Only newlines at the end are shown as they are, in single quotes: a
// shell strips them from what a command prints.
func posix(word string) string {
	kept := strings.TrimRight(word, "\n")
	switch {
	case word != "" && !special(word):
		return word
	case word == "":
		return "''"
	case !utf8.ValidString(kept) || strings.ContainsFunc(kept, hidden):
		return `"$(printf '` + format(kept) + `')"` + single(word[len(kept):])
	default:
		return single(word)
	}
}

// special says whether a shell would change an unquoted word: zsh replaces =ls
// by the path of ls, and fish %self by a number.
func special(word string) bool {
	return word[0] == '=' || word[0] == '%' || strings.ContainsFunc(word, func(r rune) bool {
		return !plain(r) && !strings.ContainsRune("%=", r)
	})
}

// plain characters mean themselves wherever they are.
func plain(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("+,-./:@_", r))
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }

// single puts text into single quotes, as few as it needs. The runner of GitHub
// Actions would find a command after ##[ anywhere, so these characters never
// stay together.
func single(text string) string {
	var b strings.Builder
	quoted := func(text string) {
		if text != "" {
			b.WriteString("'" + text + "'")
		}
	}
	start := 0
	for i := range len(text) {
		switch text[i] {
		case '[':
			if !strings.HasSuffix(text[:i], "##") {
				continue
			}
			fallthrough
		case '\'', '\\':
			quoted(text[start:i])
			b.WriteString(`\` + text[i:i+1])
			start = i + 1
		}
	}
	quoted(text[start:])
	return b.String()
}

// format is a printf format that prints text and has nothing in it that a shell
// interprets, inside or outside quotes: three-digit octal numbers for
// everything but plain and non-ASCII characters. A number at the start keeps a
// hyphen from making it an option.
func format(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		invalid := r == utf8.RuneError && size == 1
		if !invalid && (plain(r) && (i > 0 || r != '-') || r == ' ' || r >= utf8.RuneSelf && !hidden(r)) {
			b.WriteString(text[i : i+size])
		} else {
			for _, c := range []byte(text[i : i+size]) {
				fmt.Fprintf(&b, `\%03o`, c)
			}
		}
		i += size
	}
	return b.String()
}
