package args

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// powershell quotes for PowerShell, in single quotes if a word needs any: hints
// that are fixed text do the same, and the bash of Git for Windows reads most
// of them, too. A hidden character is written as its number, "$([char]0x1B)",
// because version 5.1 has no other way. Windows has no names that are not
// UTF-8: a byte of one is shown as U+FFFD.
func powershell(word string) string {
	if word != "" && !strings.ContainsFunc(word, func(r rune) bool { return !bare(r) }) && !parameter(word) {
		return word
	}
	return inString(word)
}

// singles and doubles are what PowerShell accepts as quotes, including
// typographic ones.
const (
	singles = "'‘’‚‛"
	doubles = "\"“”„"
)

// bare characters mean themselves in a word: a comma would make it a list.
func bare(r rune) bool {
	return r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(`+-./\:_=`, r))
}

// parameter says whether PowerShell would split a word: to it, -a.b and -a:b
// are a parameter and its value.
func parameter(word string) bool {
	return word[0] == '-' && strings.ContainsAny(word, ".:")
}

// inString is a word as a PowerShell string in which nothing is replaced.
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

// command starts a GitHub Actions command, anywhere in a line.
const command = "##["

// expandable is a PowerShell string in which hidden characters are numbers and
// no command starts.
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
