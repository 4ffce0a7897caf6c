package github

import (
	"crypto/rand"
	"strings"
)

// Inert is a text, whole lines, in which the runner finds no commands: what was
// one when it was printed first is not to be one again. A text without any
// stays as it is.
func Inert(text string) string {
	for line := range strings.Lines(text) {
		if IsCommand(line) {
			token := rand.Text() // nobody can end it but who knows it
			return Command("stop-commands", nil, token) + "\n" + text + Command(token, nil, "") + "\n"
		}
	}
	return text
}
