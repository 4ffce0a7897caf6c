package args

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// powershell quotes for PowerShell, in single quotes where a word needs any: so
// do hints that are fixed text, and the bash of Git for Windows reads most of
// them, too. A hidden character is written as its number, "$([char]0x1B)", because
// version 5.1 has no other way. Names that are not UTF-8 are not on Windows: a
// byte of one is shown as U+FFFD.
func powershell(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !bare(r) }) && !parameter(word) {
		return word
	}
	return inString(word)
}

// singles and doubles are what PowerShell takes for quotes, typographic ones
// among them.
const (
	singles = "'‘’‚‛"
	doubles = "\"“”„"
)

// bare characters mean themselves in a word: a comma makes a list of it.
func bare(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`+-./\:_=`, r))
}

// parameter says whether PowerShell would take a word apart: -a.b and -a:b are a
// parameter and its value to it.
func parameter(word string) bool {
	return word[0] == '-' && strings.ContainsAny(word, ".:")
}

// inString is a word as a string of PowerShell's that nothing is replaced in.
func inString(word string) string {
	if !utf8.ValidString(word) || strings.ContainsFunc(word, hidden) || strings.Contains(word, command) {
		return expandable(word)
	}
	var b strings.Builder
	for _, r := range word {
		if strings.ContainsRune(singles, r) {
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	return "'" + b.String() + "'"
}

// command begins a command of GitHub Actions, wherever it is in a line.
const command = "##["

// expandable is a string of PowerShell's in which hidden characters are numbers
// and no command begins.
func expandable(word string) string {
	var b strings.Builder
	for _, r := range word {
		switch {
		case strings.ContainsRune("$`"+doubles, r), r == '[' && strings.HasSuffix(b.String(), "##"):
			b.WriteString("`" + string(r))
		case !hidden(r) && r != utf8.RuneError:
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, "$([char]0x%X)", unit)
			}
		}
	}
	return `"` + b.String() + `"`
}
