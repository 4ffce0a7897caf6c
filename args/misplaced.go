package args

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// flagsOf lists the subcommands that have a flag which is one of our options,
// too. Cargo's options with a value are in subcommandOptions; a test compares
// all of our options with cargo's help.
var flagsOf = map[string][]string{
	"--dry-run": {"add", "clean", "install", "publish", "remove", "update"},
	"-n":        {"add", "clean", "install", "publish", "remove", "update"},
	"--timings": {"bench", "build", "check", "doc", "fix", "install", "run", "rustc", "rustdoc", "test"},
}

// passing are the external subcommands that read their words as cargo does.
var passing = []string{"clippy", "fmt"}

// Knows reports whether a subcommand of cargo's own has this option.
func Knows(subcommand, option string) bool {
	subcommand = canonical(subcommand)
	_, known := grammarOf(subcommand).lookup(option)
	return known || slices.Contains(flagsOf[option], subcommand)
}

// late is a toolchain after the subcommand: a test or a crate may begin with a
// plus, but hardly with these words.
var late = regexp.MustCompile(`^\+(stable|beta|nightly|[0-9]+\.[0-9]+)([-.].*)?$`)

// Misplaced finds our options after the subcommand, where each run of cargo
// would refuse them, and a toolchain. Those that the subcommand has as well are
// its own, and so is everything after an external subcommand, after `--`, and
// after a program's name. It reads the same words as [Parse], which has found
// nothing wrong. aliases are called only if there is something to refuse. The
// error is a *UsageError.
func Misplaced(argv []string, own []Option, verbs []string, aliases Aliases) error {
	line := splitOwn(listFirst(argv, verbs), own)
	if line.escaped || len(line.rest) == 0 || slices.Contains(verbs, line.rest[0]) {
		return nil
	}
	typed := line.rest[0]
	if first, _ := line.misplaced(own, typed); first == nil {
		return nil
	}
	sub, err := ParseCargo([]string{typed}, aliases)
	if err != nil || !Builtin(sub.Subcommand) && !slices.Contains(passing, sub.Subcommand) {
		return nil //nolint:nilerr // cargo itself says what is wrong with an alias
	}
	first, rest := line.misplaced(own, sub.Subcommand)
	if first == nil {
		return nil
	}
	message := Quote(first.words[0]) + " belongs before the subcommand"
	switch _, foreign := line.others[first.name]; {
	case foreign:
		message = "unknown option " + Quote(first.words[0])
	case first.origin != ours:
		message = Quote(first.words[0]) + " must be the first word"
	}
	if first.problem == missingValue {
		message += ", with a value"
		rest.moved = append(rest.moved, cmp.Or(line.example(first.name), "VALUE"))
	}
	return &UsageError{message, hint(line.toolchain, rest.toolchain, line.options(), rest.moved, line.subcommand(), rest.kept)}
}

// divided are the words after a subcommand.
type divided struct{ toolchain, moved, kept []string }

// misplaced divides the words after the subcommand, read as those of sub. first
// is the first one that does not belong there, nil if there is none.
func (l ownLine) misplaced(own []Option, sub string) (first *token, rest divided) {
	g := grammarOf(sub)
	for _, o := range ownOptions(own) {
		known := func(name string) bool { return Knows(sub, name) || slices.Contains(everywhere, name) }
		if !slices.ContainsFunc(o.names, known) {
			g.options = append(g.options, o)
		}
	}
	for word, instead := range l.others {
		if !Knows(sub, word) {
			g.options = append(g.options, foreignOption(l.grammar, word, instead))
		}
	}
	tokens, end := g.scan(l.arguments())
	var moved, kept []token
	for i, t := range tokens {
		toolchain := t.name == "" && late.MatchString(t.words[0]) && len(l.toolchain) == 0 && positional(tokens[:i]) == 0
		switch {
		case t.origin == ours:
			moved = append(moved, t)
		case toolchain:
			rest.toolchain = t.words
		default:
			kept = append(kept, t)
			continue
		}
		if first == nil {
			first = &tokens[i]
		}
	}
	rest.moved, rest.kept = l.translated(spell(moved)), append(spell(kept), l.arguments()[end:]...)
	return first, rest
}

// positional counts the words that are no options.
func positional(tokens []token) (n int) {
	for _, t := range tokens {
		if t.name == "" {
			n++
		}
	}
	return n
}

// everywhere are our options that are cargo's after a subcommand, or refused
// there for another reason.
var everywhere = []string{"--help", "-h", "--version", "-V", "--list", "--manifest-path"}

// foreignOption is an option of another tool: it has a value if what we say
// instead still lacks one.
func foreignOption(g grammar, word, instead string) option {
	o := option{names: []string{word}, origin: ours}
	if known, ok := g.lookup(instead); ok {
		o.takes = known.takes
	}
	return o
}

// translated is words with ours in place of those of other tools.
func (l ownLine) translated(words []string) []string {
	var ours []string
	for _, word := range words {
		name, value, glued := strings.Cut(word, "=")
		instead, known := l.others[name]
		if !known {
			ours = append(ours, word)
			continue
		}
		list := strings.Fields(instead)
		if glued && len(list) > 0 {
			list[len(list)-1] += "=" + value
		}
		ours = append(ours, list...)
	}
	return ours
}
