package args

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Aliases returns the words that a user-defined alias stands for, already
// split. Cargo reads them from config files and CARGO_ALIAS_…; one given by
// --config is not expanded (cargo 1.95 expands before it applies --config).
type Aliases func(name string) (words []string, ok bool)

// ParseCargo reads argv, without argv[0], of a cargo process and expands aliases
// by cargo's precedence: builtin, user-defined alias, builtin alias, external
// (expand_aliases in src/bin/cargo/cli.rs, aliased_command in main.rs).
//
// The words of an alias are a command line of their own. Globals are those
// before the first alias and those in the last; cargo drops the ones in an alias
// that stands for another alias, such as the --locked of `a = "--locked c"`.
// Without a subcommand (`cargo --version`) Subcommand is "". What cargo refuses
// before it knows the subcommand is an error, and so is a cycle of aliases.
func ParseCargo(argv []string, aliases Aliases) (Command, error) {
	var c Command
	if len(argv) > 0 && len(argv[0]) > 1 && argv[0][0] == '+' {
		c.Toolchain, argv = argv[0][1:], argv[1:]
	}
	line, err := parseRoot(argv)
	if err != nil {
		return Command{}, err
	}
	outer := line.globals
	var expanded []string
	for line.subcommand != "" && !Builtin(line.subcommand) {
		words, ok := aliases.lookup(line.subcommand)
		if !ok {
			break
		}
		name := line.subcommand
		if len(words) == 0 {
			return Command{}, fmt.Errorf("alias %q is empty", name)
		}
		line, err = parseRoot(slices.Concat(words, line.arguments))
		if err != nil {
			return Command{}, fmt.Errorf("expanding alias %q: %w", name, err)
		}
		if line.subcommand == "" {
			return Command{}, fmt.Errorf("alias %q has no subcommand", name)
		}
		expanded = append(expanded, name)
		if slices.Contains(expanded, line.subcommand) {
			cycle := strings.Join(append(expanded, line.subcommand), " -> ")
			return Command{}, fmt.Errorf("alias %q is recursive: %s", expanded[0], cycle)
		}
	}
	c.Globals, c.Subcommand, c.Arguments = outer, line.subcommand, line.arguments
	if len(expanded) > 0 && len(line.globals) > 0 {
		g := grammar{options: rootOptions, trailing: true}
		c.Globals = g.single(slices.Concat(outer, line.globals))
	}
	return c, nil
}

func (a Aliases) lookup(name string) ([]string, bool) {
	if a != nil {
		if words, ok := a(name); ok {
			return words, true
		}
	}
	full, ok := builtinAliases[name]
	return []string{full}, ok
}

type rootLine struct {
	globals    []string
	subcommand string
	arguments  []string
}

// parseRoot splits a command line at its subcommand, as cli() in
// src/bin/cargo/cli.rs does.
func parseRoot(words []string) (rootLine, error) {
	tokens, end := grammar{options: rootOptions, trailing: true}.scan(words)
	for _, t := range tokens {
		switch t.problem {
		case fine:
		case unknown:
			return rootLine{}, fmt.Errorf("unexpected argument %s before the subcommand", Quote(t.words[0]))
		case missingValue:
			return rootLine{}, fmt.Errorf("%s needs a value", Quote(t.words[0]))
		case unexpectedValue:
			return rootLine{}, fmt.Errorf("%s takes no value", Quote(t.name))
		}
	}
	line := rootLine{globals: words[:end:end]}
	rest := words[end:]
	escaped := len(rest) > 0 && rest[0] == "--"
	if escaped {
		rest = rest[1:]
	}
	if len(rest) == 0 {
		return line, nil
	}
	line.subcommand, line.arguments = rest[0], rest[1:]
	switch {
	case line.subcommand == "":
		return rootLine{}, errors.New("the subcommand is empty")
	case escaped && Builtin(line.subcommand):
		// to clap the word is an external subcommand, which cargo then refuses
		return rootLine{}, fmt.Errorf("the builtin command %s cannot come after --", line.subcommand)
	}
	return line, nil
}
