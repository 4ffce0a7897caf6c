// Package printable makes text from outside, such as a path, safe to show on a
// terminal.
//
// It is for messages. It is not quoting for a shell: that is args.Quote.
package printable

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is text as it is, or quoted with escapes where it is not UTF-8 or has
// characters that a terminal would act on or not show.
func Text(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	return strconv.Quote(text)
}
