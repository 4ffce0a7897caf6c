package args

import (
	"maps"
	"slices"
	"strings"
)

// Option is one of our own options.
type Option struct {
	// Names are its spellings with their dashes, such as "--fail-fast", "-n".
	Names      []string
	TakesValue bool
	Example    string // a value, for a hint
	// Others are what other tools call it, with what to type instead: all of it,
	// or the option alone if the user's value follows.
	Others map[string]string
}

// Invocation is our own command line taken apart.
type Invocation struct {
	// Own are our options in order, with their values as they were written; one
	// from a cluster of short flags is separate.
	Own []string
	// Verb is one of ours, and Command.Arguments are then its arguments; "" if
	// a cargo command is to run or nothing was given.
	Verb    string
	Command Command
}

// ownLine is a command line of ours split at the subcommand.
type ownLine struct {
	grammar   grammar
	own       []Option
	others    map[string]string // options of other tools: what to type instead
	verbs     []string
	toolchain []string
	words     []string // all after the toolchain, as written
	head      []token
	escaped   bool
	rest      []string
}

// Parse reads os.Args[1:]. One leading "nw", which cargo adds, is dropped.
// Before the subcommand come own and cargo's global flags in any order, after
// an optional +toolchain. From the subcommand on nothing is changed. After "--"
// a word is a cargo subcommand even if it is one of verbs. The arguments of a
// verb are not looked at. All errors are of type *UsageError.
//
// Three of cargo's spellings are ours, too, but not after "--": `--list` as the
// first word is the verb list, `help` is the option --help, which must be among
// own, and `help VERB` is `VERB --help`. `help` of anything else is cargo's.
//
// User-defined aliases are not known here: after one, --manifest-path and -C
// are refused as they are after an external subcommand.
func Parse(argv []string, own []Option, verbs []string) (Invocation, error) {
	line := splitOwn(listFirst(argv, verbs), own)
	line.verbs = verbs
	if err := line.check(); err != nil {
		return Invocation{}, err
	}
	var inv Invocation
	inv.Own, inv.Command.Globals = line.split(func(t token) bool { return t.origin == ours })
	if len(line.toolchain) > 0 {
		inv.Command.Toolchain = line.toolchain[0][1:]
	}
	if len(line.rest) == 0 {
		return inv, nil
	}
	if !line.escaped && line.rest[0] == "help" {
		switch asked := line.rest[1:]; {
		case len(asked) == 0:
			inv.Own = append(inv.Own, "--help")
			return inv, nil
		case len(asked) == 1 && slices.Contains(verbs, asked[0]):
			inv.Verb, inv.Command.Arguments = asked[0], []string{"--help"}
			return inv, nil
		}
	}
	inv.Command.Arguments = line.rest[1:]
	if !line.escaped && slices.Contains(verbs, line.rest[0]) {
		inv.Verb = line.rest[0]
		return inv, nil
	}
	if err := line.refuseDirectory(); err != nil {
		return Invocation{}, err
	}
	inv.Command.Subcommand = line.rest[0]
	return inv, nil
}

// listFirst turns `--list` as the first word into the verb, so that the words
// after it are read as the verb's options.
func listFirst(argv, verbs []string) []string {
	at := 0
	if len(argv) > 0 && argv[0] == "nw" {
		at = 1
	}
	if len(argv) <= at || argv[at] != "--list" || !slices.Contains(verbs, "list") {
		return argv
	}
	return slices.Concat(argv[:at], []string{"list"}, argv[at+1:])
}

func splitOwn(argv []string, own []Option) ownLine {
	line := ownLine{grammar: ownGrammar(own), own: own, others: map[string]string{}}
	for _, o := range own {
		maps.Copy(line.others, o.Others)
	}
	if len(argv) > 0 && argv[0] == "nw" {
		argv = argv[1:]
	}
	if len(argv) > 0 && strings.HasPrefix(argv[0], "+") {
		line.toolchain, argv = argv[:1], argv[1:]
	}
	line.read(argv)
	return line
}

// read splits the words after the toolchain.
func (l *ownLine) read(words []string) {
	tokens, end := l.grammar.scan(words)
	l.words, l.head, l.rest, l.escaped = words, tokens, words[end:], false
	if len(l.rest) > 0 && l.rest[0] == "--" {
		l.escaped, l.rest = true, l.rest[1:]
	}
}

// ownGrammar also knows cargo's other options, so that a misplaced one is found
// together with its value.
func ownGrammar(own []Option) grammar {
	g := grammar{trailing: true, options: ownOptions(own)}
	for _, o := range globalOptions {
		if !o.has("--help") {
			g.options = append(g.options, o)
		}
	}
	for _, o := range slices.Concat([]option{directoryOption}, buildOptions) {
		o.origin = misplaced
		g.options = append(g.options, o)
	}
	return g
}

func ownOptions(own []Option) []option {
	options := make([]option, 0, len(own))
	for _, o := range own {
		if len(o.Names) == 0 {
			continue
		}
		takes := noValue
		if o.TakesValue {
			takes = signedValue
		}
		options = append(options, option{names: o.Names, takes: takes, origin: ours})
	}
	return options
}

// split returns the words of the tokens that pick accepts, each token alone,
// and those of the others, clusters kept.
func (l ownLine) split(pick func(token) bool) (picked, others []string) {
	var left []token
	for _, t := range l.head {
		if pick(t) {
			picked = append(picked, t.words...)
		} else {
			left = append(left, t)
		}
	}
	return picked, spell(left)
}

// check finds what is wrong up to and including the subcommand.
func (l ownLine) check() error {
	if len(l.toolchain) > 0 && l.toolchain[0] == "+" {
		return &UsageError{"+ without the name of a toolchain", hint([]string{"+stable"}, l.options(), l.rest)}
	}
	for i, t := range l.head {
		if t.is("-=") && i > 0 && l.head[i-1].word == t.word { // -n=1
			return l.refuseValue(l.head[i-1])
		}
		if err := l.checkOption(t); err != nil {
			return err
		}
	}
	if len(l.rest) == 0 {
		if l.escaped {
			return &UsageError{"no subcommand after --", hint(l.toolchain, l.options(), []string{"--", "check"})}
		}
		return l.swallowed()
	}
	switch word := l.rest[0]; {
	case word == "":
		return &UsageError{"the subcommand is empty", help}
	case word == "nw":
		return &UsageError{"nw cannot run itself", hint(l.toolchain, l.options(), l.rest[1:])}
	case strings.HasPrefix(word, "+"):
		return &UsageError{
			Quote(word) + " must be the first word",
			hint(l.rest[:1], l.options(), l.rest[1:]),
		}
	case isOption(word):
		return &UsageError{
			"expected a subcommand after --, found " + Quote(word),
			hint(l.toolchain, l.options(), []string{"--", "check"}, l.rest),
		}
	}
	return nil
}

func (l ownLine) checkOption(t token) error {
	shown := Quote(t.words[0])
	switch {
	case t.is("-C"):
		return &UsageError{
			"-C cannot be used with cargo nw, which chooses the directory of each run",
			l.withManifestPath(manifestIn(t), l.arguments()),
		}
	case t.is("--explain"):
		return &UsageError{"--explain is an option of cargo and needs no workspace", l.explained(t)}
	case t.problem == unknown:
		return &UsageError{"unknown option " + shown, l.meant(t)}
	case t.origin == misplaced:
		return &UsageError{shown + " belongs after the subcommand", l.corrected()}
	case t.problem == missingValue:
		return &UsageError{shown + " needs a value", l.completed(t)}
	case t.problem == unexpectedValue:
		return l.refuseValue(t)
	}
	return nil
}

// options are the words before the subcommand.
func (l ownLine) options() []string { return spell(l.head) }

// subcommand is the subcommand as it must be typed, "--" included.
func (l ownLine) subcommand() []string {
	switch {
	case len(l.rest) == 0:
		return nil
	case l.escaped:
		return []string{"--", l.rest[0]}
	default:
		return l.rest[:1]
	}
}

// arguments is what comes after the subcommand.
func (l ownLine) arguments() []string { return l.rest[min(1, len(l.rest)):] }
