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

// Text is text as it is, or quoted with escapes if it is not UTF-8 or has
// characters that a terminal would act on or not show.
func Text(text string) string {
	if utf8.ValidString(text) && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return text
	}
	return strconv.Quote(text)
}

// Lines is a message as it is, with escapes for what a terminal would act on or
// not show. Line ends stay; what follows one is indented, so it does not look
// like a separate message. Text that was made safe before stays as it is.
func Lines(message string) string {
	var b strings.Builder
	for i, line := range strings.Split(message, "\n") {
		if i > 0 {
			b.WriteByte('\n')
			if line != "" && !strings.HasPrefix(line, "  ") {
				b.WriteString("    ")
			}
		}
		b.WriteString(escaped(line))
	}
	return b.String()
}

// Line is a message in one line, with escapes for line ends too.
func Line(message string) string { return escaped(message) }

// escaped replaces only hidden characters with escapes.
func escaped(text string) string {
	if Text(text) == text {
		return text
	}
	var b strings.Builder
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		part := text[:size]
		if r == utf8.RuneError && size == 1 || !unicode.IsPrint(r) {
			quoted := strconv.Quote(part)
			part = quoted[1 : len(quoted)-1]
		}
		b.WriteString(part)
		text = text[size:]
	}
	return b.String()
}
