package args

import (
	"slices"
	"strings"
)

// Place is what the word at the cursor of a shell may become.
type Place int

// The places of a command line of ours, as [Locate] tells them apart.
const (
	AtSubcommand Place = iota // a subcommand of cargo or a verb of ours
	AtEscaped                 // a subcommand of cargo, because "--" comes before it
	AtToolchain               // a toolchain with its "+"
	AtOption                  // one of our options or a global flag of cargo's
	AtValue                   // the value of Cursor.Option
	AtVerb                    // after the verb Cursor.Rest[0]
	AtCargo                   // after the subcommand Cursor.Rest[0]
	AtArgument                // a word that is no option: from [Behind] only
)

// Cursor is the place of the last word of an unfinished command line.
type Cursor struct {
	Place Place
	// Option is the first name of the option whose value the word is.
	Option string
	// Glued is the part of the word that is the option and its "=".
	Glued string
	// Rest is the subcommand or verb and all after it, including the unfinished
	// word; nil if there is none yet.
	Rest []string
	// Toolchain is the word after "+", "" when there is none.
	Toolchain string

	head []token
}

// Locate says what the last of words is. words is os.Args[1:] as typed so far,
// and must not be empty. Errors in the earlier words are not its business.
func Locate(words []string, own []Option, verbs []string) Cursor {
	before, word := words[:len(words)-1], words[len(words)-1]
	line := splitOwn(before, own)
	c := ownGrammar(own).locate(line.head, word)
	c.head = line.head
	if len(line.toolchain) > 0 {
		c.Toolchain = line.toolchain[0][1:]
	}
	first := len(before) == 0 || len(before) == 1 && before[0] == "nw"
	switch {
	case len(line.rest) > 0:
		c.Place, c.Rest = AtCargo, append(slices.Clip(line.rest), word)
		if !line.escaped && slices.Contains(verbs, line.rest[0]) {
			c.Place = AtVerb
		}
	case line.escaped:
		c.Place = AtEscaped
	case first && strings.HasPrefix(word, "+"):
		c.Place = AtToolchain
	case c.Place == AtArgument:
		c.Place = AtSubcommand
	}
	return c
}

// Behind is [Locate] for the words after a verb, whose options are given.
func Behind(words []string, options []Option) Cursor {
	before, word := words[:len(words)-1], words[len(words)-1]
	g := grammar{options: ownOptions(options)}
	tokens, end := g.scan(before)
	c := Cursor{Place: AtArgument}
	if end == len(before) { // otherwise after "--"
		c = g.locate(tokens, word)
	}
	c.head = tokens
	return c
}

// Value is the last value given, before the word at the cursor, to one of our
// options, identified by the first of its names.
func (c Cursor) Value(name string) (string, bool) {
	for _, t := range slices.Backward(c.head) {
		if t.valued && t.is(name) {
			return t.value, true
		}
	}
	return "", false
}

// locate looks only at options: the unfinished word comes after tokens.
func (g grammar) locate(tokens []token, word string) Cursor {
	if n := len(tokens); n > 0 && tokens[n-1].problem == missingValue {
		return Cursor{Place: AtValue, Option: tokens[n-1].name}
	}
	if !strings.HasPrefix(word, "-") {
		return Cursor{Place: AtArgument}
	}
	if name, _, glued := strings.Cut(word, "="); glued {
		if o, known := g.lookup(name); known && o.takes != noValue {
			return Cursor{Place: AtValue, Option: o.name(), Glued: name + "="}
		}
	}
	return Cursor{Place: AtOption}
}
