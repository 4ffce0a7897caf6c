package cli

import (
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/hint"
)

// parse sets the options of a verb, from the words before and after it or else
// from the environment, and returns the remaining words and the options that
// are not set. An error is a usage
// error.
func parse(verb command.Verb, before, after []string, line command.Line, env []string) (rest []string, open []command.Option, err error) {
	if verb.Verbatim {
		rest, err = parseVerbatim(verb, before, after, line)
		return rest, nil, err
	}
	if err := foreign(verb, before, line); err != nil {
		return nil, nil, err
	}
	flags := make([]*flag, len(verb.Options))
	app := cli.App{
		Name: called(verb), Writer: io.Discard, ErrWriter: io.Discard,
		HideHelp: true, HideHelpCommand: true, HideVersion: true,
		Action:         func(c *cli.Context) error { rest = c.Args().Slice(); return nil },
		OnUsageError:   func(_ *cli.Context, err error, _ bool) error { return err },
		ExitErrHandler: func(*cli.Context, error) {},
	}
	for i, o := range verb.Options {
		flags[i] = &flag{option: o}
		app.Flags = append(app.Flags, flags[i].adapted())
	}
	if verb.Words != nil {
		after = optionsFirst(after, verb.Options)
	}
	var program []string
	if verb.Program {
		after, program = cutProgram(after, verb.Options)
	}
	if err := app.Run(slices.Concat([]string{called(verb)}, unglued(before), after)); err != nil {
		return nil, nil, understood(err, flags, verb)
	}
	rest = append(rest, program...)
	for _, f := range flags {
		value := environ.Get(env, f.option.Env)
		switch {
		case f.given:
		case f.option.Env == "" || value == "":
			open = append(open, f.option)
		default:
			if err := f.option.SetFromEnv(value); err != nil {
				return nil, nil, mistaken(err, f.option, verb)
			}
		}
	}
	if verb.Words == nil && !verb.Program && len(rest) > 0 {
		return nil, nil, command.Usage(verb.Name+" takes no arguments, found "+args.Quote(rest[0]), called(verb)+" --help")
	}
	return rest, open, nil
}

// parseVerbatim recognizes only a --help that comes first.
func parseVerbatim(verb command.Verb, before, words []string, line command.Line) ([]string, error) {
	if err := foreign(verb, before, line); err != nil {
		return nil, err
	}
	if all := slices.Concat(before, words); len(all) > 0 {
		if help, ok := command.Find(verb.Options, all[0]); ok {
			return nil, help.Set("true")
		}
	}
	return words, nil
}

// foreign refuses an option before the verb that only the traversal has.
func foreign(verb command.Verb, before []string, line command.Line) error {
	for i := 0; i < len(before); i++ {
		name, _, glued := strings.Cut(before[i], "=")
		if !strings.HasPrefix(name, "--") && len(name) > 2 {
			name, glued = name[:2], true
		}
		o, _ := command.Find(line.Options, name)
		if _, ok := command.Find(verb.Options, name); !ok {
			return refused(o.Name(), verb)
		}
		if o.TakesValue() && !glued {
			i++
		}
	}
	return nil
}

func refused(option string, verb command.Verb) error {
	help := called(verb) + " --help"
	if format, ok := command.Find(verb.Options, "--format"); ok && option == "--output" {
		help = called(verb) + " " + format.Typed()
	}
	return command.Usage(args.Quote(option)+" cannot be used with "+verb.Name, help)
}

// flag is an option as the library sees it.
type flag struct {
	option command.Option
	last   string
	given  bool
	err    error
}

func (f *flag) adapted() cli.Flag {
	names := make([]string, len(f.option.Names))
	for i, name := range f.option.Names {
		names[i] = strings.TrimLeft(name, "-")
	}
	return &cli.GenericFlag{Name: names[0], Aliases: names[1:], Value: f}
}

// Set is called for each value. For an option with several names, the library
// calls it again with the last value; repeatable options have only one name.
func (f *flag) Set(value string) error {
	f.last, f.given = value, true
	f.err = f.option.Set(value)
	return f.err
}

func (f *flag) String() string { return f.last }

// IsBoolFlag tells the library that the option has no value.
func (f *flag) IsBoolFlag() bool { return !f.option.TakesValue() }

// understood is an error of the library in our words.
func understood(err error, flags []*flag, verb command.Verb) error {
	for _, f := range flags {
		if f.err != nil {
			return mistaken(f.err, f.option, verb)
		}
	}
	message, help := err.Error(), called(verb)+" --help"
	if name, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		return command.Usage("unknown option "+dashed(name), meant(dashed(name), verb))
	}
	if name, ok := strings.CutPrefix(message, "flag needs an argument: -"); ok {
		if o, known := command.Find(verb.Options, dashed(name)); known && o.Example != "" || o.Choices != nil {
			help = called(verb) + " " + o.Typed()
		}
		return command.Usage(dashed(name)+" needs a value", help)
	}
	return command.Usage(message, help)
}

// mistaken is an error about the value of an option.
func mistaken(err error, o command.Option, verb command.Verb) error {
	typed := called(verb) + " " + o.Typed()
	if value := hint.Of(err); value != "" {
		typed = called(verb) + " " + o.Name() + " " + args.Quote(value)
	}
	if verb.Name == "" {
		typed += " …"
	}
	return command.Usage(err.Error(), typed)
}

func called(verb command.Verb) string { return strings.TrimSuffix("cargo nw "+verb.Name, " ") }

func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// own tells package args which options are ours, and what other tools call them.
func own(options []command.Option) []args.Option {
	list := make([]args.Option, len(options), len(options)+1)
	for i, o := range options {
		list[i] = args.Option{Names: o.Names, TakesValue: o.TakesValue(), Example: strings.Trim(o.Example, "'")}
		if o.Choices != nil && o.Example == "" {
			list[i].Example = o.Choices[len(o.Choices)-1]
		}
	}
	return append(list, args.Option{Others: elsewhere[""]})
}

func names(verbs []command.Verb) []string {
	list := make([]string, len(verbs))
	for i, v := range verbs {
		list[i] = v.Name
	}
	return list
}

// unglued spells -j4 as -j=4: the command line library would take it for the
// name of an option. A word that begins with a dash and a digit is a value.
func unglued(words []string) []string {
	words = slices.Clone(words)
	for i, word := range words {
		if len(word) > 2 && word[0] == '-' && unicode.IsLetter(rune(word[1])) && word[2] != '=' {
			words[i] = word[:2] + "=" + word[2:]
		}
	}
	return words
}
