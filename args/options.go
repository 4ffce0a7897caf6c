package args

import (
	"slices"
	"strings"
)

// arity is how many values an option takes.
type arity int

const (
	// noValue is clap's ArgAction::SetTrue and Count.
	noValue arity = iota
	// oneValue is clap's default: a word that begins with '-' is not a value.
	oneValue
	// signedValue is clap's allow_negative_numbers: "-1" is a value, "-x" is not.
	signedValue
	// maybeValue is clap's num_args(0..=1), shown as `[<SPEC>]`.
	maybeValue
	// anyValue is clap's allow_hyphen_values: even "--" is a value.
	anyValue
)

// origin says whose option it is, where options of several owners are allowed.
type origin int

const (
	cargos origin = iota
	ours
	// misplaced options are cargo's, but only allowed after a subcommand.
	misplaced
)

// option is one option in all its spellings, dashes included.
type option struct {
	names []string
	takes arity
	// repeats is clap's Append and Count; other options are an error the second time.
	repeats bool
	origin  origin
}

func (o option) name() string { return o.names[0] }

func (o option) has(name string) bool { return slices.Contains(o.names, name) }

// grammar is what the words after one subcommand, or before it, may be.
type grammar struct {
	options []option
	// trailing is clap's trailing_var_arg: the first positional word and
	// everything after it are no longer options.
	trailing bool
}

func (g grammar) lookup(name string) (option, bool) {
	for _, o := range g.options {
		if o.has(name) {
			return o, true
		}
	}
	return option{}, false
}

// grammarOf returns the grammar of the words behind a subcommand. Subcommands
// that are not cargo's are read as `cargo check`, which is right for those that
// pass their arguments on to cargo, such as clippy.
func grammarOf(subcommand string) grammar {
	subcommand = canonical(subcommand)
	own, ok := subcommandOptions[subcommand]
	if !ok && !Builtin(subcommand) {
		own = subcommandOptions["check"]
	}
	return grammar{
		options:  slices.Concat(own, globalOptions, []option{directoryOption}),
		trailing: takesProgram(subcommand),
	}
}

// takesProgram tells the builtins with clap's trailing_var_arg.
func takesProgram(subcommand string) bool {
	return subcommand == "run" || subcommand == "rustc" || subcommand == "rustdoc"
}

// Canonical is the subcommand that a name of cargo's own stands for: check for
// c. An alias of the user may come before it.
func Canonical(subcommand string) string { return canonical(subcommand) }

// canonical resolves cargo's own aliases, as if the user had not overridden them.
func canonical(subcommand string) string {
	if full, ok := builtinAliases[subcommand]; ok {
		return full
	}
	return subcommand
}

// Builtin reports whether name is a subcommand that cargo itself implements and
// that no alias can override. The builtin aliases b, c, d, t, r and rm are not.
func Builtin(name string) bool { return slices.Contains(Builtins, name) }

// accepts tells whether the word behind an option is its value.
func (a arity) accepts(word string) bool {
	switch a {
	case anyValue:
		return true
	case signedValue:
		return !isOption(word) || word[1] >= '0' && word[1] <= '9'
	case noValue:
		return false
	case oneValue, maybeValue:
	}
	return !isOption(word)
}

// isOption tells what clap takes for an option: "-" alone is a positional word.
func isOption(word string) bool { return len(word) > 1 && strings.HasPrefix(word, "-") }
