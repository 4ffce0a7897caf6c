package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
)

// Option is one option of a verb. Its constructors bind it to a field, which
// has the option's value when the verb runs.
type Option struct {
	Names []string // with their dashes, the long one first: "--jobs", "-j"
	About string   // plain text, lower case, no full stop
	// Placeholder is what help shows for the value, such as FILE; "" for a flag.
	Placeholder string
	Choices     []string // all possible values; nil when there are too many to list
	Kind        Kind     // what a shell can offer for the value
	Repeatable  bool     // each use adds a value
	Env         string   // the variable that gives the default, "" for none
	Category    string   // the heading in help, "" for the first one
	Example     string   // a value as it is typed in a shell, for hints
	former      bool     // see [Option.Former]
	set         func(value string) error
}

// Kind is what the value of an option is, as far as a shell can complete it.
type Kind int

// The kinds of values.
const (
	Free       Kind = iota // nothing can be offered, except Choices
	File                   // a path of a file
	Directory              // a path of a directory
	Workspaces             // a workspace
)

// Name is the first name.
func (o Option) Name() string { return o.Names[0] }

// TakesValue says whether the option is more than a flag.
func (o Option) TakesValue() bool { return o.Placeholder != "" }

// Set gives the option a value, as it was typed. An error names the option.
func (o Option) Set(value string) error { return o.setFrom(o.Name()+" ", value) }

// SetFromEnv gives the option the value of its variable. An error names the
// variable.
func (o Option) SetFromEnv(value string) error { return o.setFrom(o.Env+"=", value) }

// SetFromManifest gives the option a value that is written in a manifest. The
// error does not say where.
func (o Option) SetFromManifest(value string) error { return o.setFrom("", value) }

func (o Option) setFrom(source, value string) error {
	if err := o.accept(value); err != nil {
		return fmt.Errorf("%s%s: %w", source, args.Quote(value), err)
	}
	return nil
}

// accept refuses values that no option accepts, and leaves the rest to the field.
func (o Option) accept(value string) error {
	switch {
	case value == "":
		return errors.New("the value is empty")
	case o.Choices != nil && !slices.Contains(o.Choices, value):
		last := len(o.Choices) - 1
		return fmt.Errorf("must be %s or %s", strings.Join(o.Choices[:last], ", "), o.Choices[last])
	}
	return o.set(value)
}

// Typed is the option with an example of its value, for a hint.
func (o Option) Typed() string {
	switch {
	case !o.TakesValue():
		return o.Name()
	case o.Example != "":
		return o.Name() + " " + o.Example
	case o.Choices != nil:
		return o.Name() + " " + o.Choices[len(o.Choices)-1]
	}
	return o.Name() + " " + o.Placeholder
}

// Default sets the variable that gives the option's value if the command line
// does not.
func (o Option) Default(env string) Option {
	o.Env = env
	return o
}

// Like gives an example of a value, as it is typed in a shell.
func (o Option) Like(example string) Option {
	o.Example = example
	return o
}

// Former says that the option is one of an earlier version: it is only there for
// an answer, so neither help nor completion shows it.
func (o Option) Former() Option {
	o.former = true
	return o
}

// Shown are the options that help and completion show.
func Shown(options []Option) []Option {
	return slices.DeleteFunc(slices.Clone(options), func(o Option) bool { return o.former })
}

// Of says what a shell can offer for the value.
func (o Option) Of(kind Kind) Option {
	o.Kind = kind
	return o
}

// Under puts options below one heading of the help.
func Under(category string, options ...Option) []Option {
	for i := range options {
		options[i].Category = category
	}
	return options
}

// Text is what help and the manual page say about the option.
func (o Option) Text() string {
	text := o.About
	if o.Repeatable {
		text += " (repeatable)"
	}
	if o.Choices != nil {
		text += " [possible values: " + strings.Join(o.Choices, ", ") + "]"
	}
	if o.Env != "" {
		text += " [env: " + o.Env + "]"
	}
	return text
}

// Group is a heading of the help and the options below it.
type Group struct {
	Category string // "" for the first one
	Options  []Option
}

// Groups keeps the order in which categories and options are declared.
func Groups(options []Option) []Group {
	var list []Group
	for _, o := range Shown(options) {
		i := slices.IndexFunc(list, func(g Group) bool { return g.Category == o.Category })
		if i < 0 {
			i, list = len(list), append(list, Group{Category: o.Category})
		}
		list[i].Options = append(list[i].Options, o)
	}
	return list
}

// Find is the option with this name.
func Find(options []Option, name string) (Option, bool) {
	i := slices.IndexFunc(options, func(o Option) bool { return slices.Contains(o.Names, name) })
	if i < 0 {
		return Option{}, false
	}
	return options[i], true
}
