package github

import (
	"strings"
	"unicode"
)

// command is a workflow command as the runner reads it.
type command struct {
	before string // what comes before it in its line
	name   string // in lower case
	data   string // unescaped
}

// registered are the commands that the runner knows
// (ActionCommandManager.Initialize and its extensions).
var registered = map[string]bool{
	"add-mask": true, "add-matcher": true, "add-path": true, "debug": true, "echo": true, "endgroup": true, "error": true,
	"group": true, "internal-set-repo-path": true, "notice": true, "remove-matcher": true, "save-state": true, "set-env": true,
	"set-output": true, stopCommands: true, "warning": true,
}

const stopCommands = "stop-commands"

// The two forms of a command (ActionCommand.TryParseV2 and TryParse of
// actions/runner). The first form starts a line, white space aside; the second
// may be anywhere.
const (
	key    = "::"
	prefix = "##["
)

// parse reads a line as the runner does, which also knows the token that
// resumes commands, "" for none. If it does not know the name in the first
// form, it tries the second form.
func parse(line, token string) (c command, ok bool) {
	known := func(info string) (name string, ok bool) {
		name, _, _ = strings.Cut(info, " ")
		name = lower(name)
		return name, registered[name] || token != "" && name == lower(token)
	}
	if rest, begins := strings.CutPrefix(strings.TrimLeftFunc(line, unicode.IsSpace), key); begins {
		info, text, _ := strings.Cut(rest, key)
		if name, knows := known(info); knows && len(info) < len(rest) {
			return command{name: name, data: unescaped.Replace(text)}, true
		}
	}
	before, rest, found := strings.Cut(line, prefix)
	if !found {
		return command{}, false
	}
	info, text, ended := strings.Cut(rest, "]")
	if !ended {
		return command{}, false
	}
	name, ok := known(info)
	return command{before: before, name: name, data: unescapedOlder.Replace(text)}, ok
}

var (
	unescaped      = strings.NewReplacer("%0D", "\r", "%0A", "\n", "%25", "%")
	unescapedOlder = strings.NewReplacer("%3B", ";", "%0D", "\r", "%0A", "\n", "%5D", "]", "%25", "%")
)

// lower is text in lower case, as far as it is ASCII: .NET and Go differ about
// the rest.
func lower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, text)
}

// resume is the line that resumes commands after token, if there is one: a
// token with a space, for example, is not a command's name.
func resume(token string) (line string, ok bool) {
	if strings.ContainsFunc(token, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "", false // how the runner compares it is unknown
	}
	for _, line := range []string{key + token + key, prefix + token + "]"} {
		if c, ok := parse(line, token); ok && c.name == lower(token) {
			return line, true
		}
	}
	return "", false
}

// seen is a line without the characters that the runner may ignore when it
// looks for `::`: it compares by the rules of its language, which ignore them.
func seen(line string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsSpace(r) && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, line)
}
