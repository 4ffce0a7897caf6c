package github

import (
	"crypto/rand"
	"strings"
	"unicode"
)

// Inert is a text of whole lines in which the runner finds no commands: what
// was a command when it was first printed must not be one again. A text without
// any stays as it is.
func Inert(text string) string {
	for line := range strings.FieldsFuncSeq(text, lineEnd) {
		if IsCommand(line) {
			token := rand.Text() // only code that knows it can end it
			if !strings.HasSuffix(text, "\n") {
				text += "\n"
			}
			return Command(stopCommands, nil, token) + "\n" + text + Command(token, nil, "") + "\n"
		}
	}
	return text
}

// lineEnd is where the runner ends a line (StreamReader.ReadLine of .NET).
func lineEnd(r rune) bool { return r == '\n' || r == '\r' }

// IsCommand says whether some runner may act on the line, whichever commands it
// knows.
func IsCommand(line string) bool {
	line = seen(line)
	if _, rest, found := strings.Cut(line, prefix); found && strings.Contains(rest, "]") {
		return true
	}
	rest, found := strings.CutPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), key)
	name, _, ended := strings.Cut(rest, key)
	return found && ended && name != ""
}

// Escaped is JSON, or text in double quotes as Go writes it, that means the same
// and has no command in it, unless a line begins with one.
func Escaped(text string) string { return strings.ReplaceAll(text, prefix, `##\u005b`) }

// Broken is our own text, with names from outside in it, as lines that are not
// commands: a space breaks what would make them one. It is for people. A path
// that a program may read is quoted instead.
func Broken(text string) string {
	text = strings.ReplaceAll(text, prefix, "## [")
	if !strings.Contains(text, key) {
		return text
	}
	var b strings.Builder
	for text != "" {
		end := strings.IndexFunc(text, lineEnd) + 1
		if end == 0 {
			end = len(text)
		}
		line := text[:end]
		if start := len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace)); strings.HasPrefix(line[start:], key) {
			line = line[:start] + ": " + line[start+1:]
		}
		b.WriteString(line)
		text = text[end:]
	}
	return b.String()
}
