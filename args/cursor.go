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
	AtEscaped                 // a subcommand of cargo, because "--" stands before it
	AtToolchain               // a toolchain with its "+"
	AtOption                  // one of our options or a global flag of cargo's
	AtValue                   // the value of Cursor.Option
	AtVerb                    // behind the verb Cursor.Rest[0]
	AtCargo                   // behind the subcommand Cursor.Rest[0]
	AtArgument                // a word that is no option: from [Behind] only
)

// Cursor is where the last word of an unfinished command line stands.
type Cursor struct {
	Place Place
	// Option is the first name of the option whose value the word is.
	Option string
	// Glued is what of the word belongs to the option and its "=".
	Glued string
	// Rest are the subcommand or verb and all behind it, the unfinished word
	// included; nil where there is none yet.
	Rest []string
	// Toolchain is the word behind "+", "" when there is none.
	Toolchain string

	head []token
}

// Locate says what the last of words is, which are os.Args[1:] as far as they
// have been typed; it must not be empty. What is wrong with the words before is
// not its business.
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

// Behind is [Locate] for the words behind a verb, whose options are given.
func Behind(words []string, options []Option) Cursor {
	before, word := words[:len(words)-1], words[len(words)-1]
	g := grammar{options: ownOptions(options)}
	tokens, end := g.scan(before)
	c := Cursor{Place: AtArgument}
	if end == len(before) { // else behind "--"
		c = g.locate(tokens, word)
	}
	c.head = tokens
	return c
}

// Value is the last value that is given to an option of ours, named by the
// first of its names, before the word at the cursor.
func (c Cursor) Value(name string) (string, bool) {
	for _, t := range slices.Backward(c.head) {
		if t.valued && t.is(name) {
			return t.value, true
		}
	}
	return "", false
}

// locate looks at options only: behind tokens stands the unfinished word.
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
