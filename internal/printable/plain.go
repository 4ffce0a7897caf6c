package printable

import (
	"regexp"
	"strings"
)

// sequence is one escape sequence (ECMA-48): a control sequence such as a
// colour, a string for the terminal such as a hyperlink, or a short one such as
// the choice of a character set.
var sequence = regexp.MustCompile("\x1b(?:\\[[0-?]*[ -/]*[@-~]|[\\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\\\)|[ -/]*[0-~])")

// Plain is what a program has printed without its escape sequences: for a file,
// and to look for words in it.
func Plain(text string) string {
	if !strings.Contains(text, "\x1b") {
		return text
	}
	return sequence.ReplaceAllString(text, "")
}
