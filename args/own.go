package args

import (
	"slices"
	"strings"
)

// Option is one of our own options.
type Option struct {
	// Names are its spellings with their dashes, such as "--fail-fast", "-n".
	Names      []string
	TakesValue bool
}

// Invocation is our own command line taken apart.
type Invocation struct {
	// Own are our options in order, with their values as they were written; one
	// that stood in a cluster of short flags stands alone.
	Own []string
	// Verb is one of ours, and Command.Arguments are then its arguments; "" when a
	// cargo command is to be run or nothing was given.
	Verb    string
	Command Command
}

// ownLine is a command line of ours split at the subcommand.
type ownLine struct {
	toolchain []string
	head      []token
	escaped   bool
	rest      []string
}

// Parse reads os.Args[1:]. One leading "nw", which cargo adds, is dropped. Before
// the subcommand stand own and cargo's global flags in any order, and an optional
// +toolchain first. From the subcommand on nothing is changed. Behind "--" a word
// is a cargo subcommand even if it is one of verbs. The arguments of a verb are
// not looked at. All errors are of type *UsageError.
//
// User-defined aliases are not known here: behind one, --manifest-path and -C
// are refused as they are behind an external subcommand.
func Parse(argv []string, own []Option, verbs []string) (Invocation, error) {
	line := splitOwn(argv, own)
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

func splitOwn(argv []string, own []Option) ownLine {
	var line ownLine
	if len(argv) > 0 && argv[0] == "nw" {
		argv = argv[1:]
	}
	if len(argv) > 0 && strings.HasPrefix(argv[0], "+") {
		line.toolchain, argv = argv[:1], argv[1:]
	}
	tokens, end := ownGrammar(own).scan(argv)
	line.head, line.rest = tokens, argv[end:]
	if len(line.rest) > 0 && line.rest[0] == "--" {
		line.escaped, line.rest = true, line.rest[1:]
	}
	return line
}

// ownGrammar knows cargo's other options too, so that a misplaced one is found
// together with its value.
func ownGrammar(own []Option) grammar {
	g := grammar{trailing: true}
	for _, o := range own {
		if len(o.Names) == 0 {
			continue
		}
		takes := noValue
		if o.TakesValue {
			takes = oneValue
		}
		g.options = append(g.options, option{names: o.Names, takes: takes, origin: ours})
	}
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

// split returns the words of the tokens that pick names, each token alone, and
// those of the others, clusters kept.
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

// check finds what is wrong up to and with the subcommand.
func (l ownLine) check() error {
	if len(l.toolchain) > 0 && l.toolchain[0] == "+" {
		return &UsageError{"+ without the name of a toolchain", hint([]string{"+stable"}, l.words(), l.rest)}
	}
	for _, t := range l.head {
		if err := l.checkOption(t); err != nil {
			return err
		}
	}
	if len(l.rest) == 0 {
		if l.escaped {
			return &UsageError{"no subcommand behind --", hint(l.toolchain, l.words(), []string{"--", "check"})}
		}
		return nil
	}
	switch word := l.rest[0]; {
	case word == "":
		return &UsageError{"the subcommand is empty", help}
	case word == "nw":
		return &UsageError{"nw cannot run itself", hint(l.toolchain, l.words(), l.rest[1:])}
	case strings.HasPrefix(word, "+"):
		return &UsageError{
			Quote(word) + " must be the first word",
			hint(l.rest[:1], l.words(), l.rest[1:]),
		}
	case isOption(word):
		return &UsageError{
			"expected a subcommand behind --, found " + Quote(word),
			hint(l.toolchain, l.words(), []string{"--", "check"}, l.rest),
		}
	}
	return nil
}

func (l ownLine) checkOption(t token) error {
	shown := Quote(t.words[0])
	switch {
	case t.is("-C"):
		return &UsageError{
			"-C is not for cargo nw, which chooses where each run starts",
			l.withManifestPath(manifestIn(t), l.arguments()),
		}
	case t.problem == unknown:
		return &UsageError{"unknown option " + shown, l.corrected()}
	case t.origin == misplaced:
		return &UsageError{shown + " belongs behind the subcommand", l.corrected()}
	case t.problem == missingValue:
		return &UsageError{shown + " needs a value", help}
	case t.problem == unexpectedValue:
		return &UsageError{Quote(t.name) + " takes no value", help}
	}
	return nil
}

// words are the options before the subcommand.
func (l ownLine) words() []string { return spell(l.head) }

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

// arguments is what stands behind the subcommand.
func (l ownLine) arguments() []string { return l.rest[min(1, len(l.rest)):] }
