package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
)

// setupVerb is `cargo nw setup`.
func (s *session) setupVerb() *cli.Command {
	verb := setup.New()
	flags := make([]cli.Flag, 0, len(verb.Options)+1)
	for _, o := range verb.Options {
		long, short := strings.TrimPrefix(o.Name(), "--"), []string(nil)
		for _, n := range o.Names[1:] {
			short = append(short, strings.TrimPrefix(n, "-"))
		}
		usage := o.About
		if o.Choices != nil {
			last := len(o.Choices) - 1
			usage += fmt.Sprintf("; `%s` is %s or %s", o.Placeholder, strings.Join(o.Choices[:last], ", "), o.Choices[last])
		} else if o.TakesValue() {
			usage = strings.Replace(usage, o.Placeholder, "`"+o.Placeholder+"`", 1)
		}
		switch {
		case !o.TakesValue():
			flags = append(flags, flag(long, usage, short...))
		case o.Repeatable:
			flags = append(flags, &cli.StringSliceFlag{Name: long, Usage: usage})
		default:
			flags = append(flags, &cli.StringFlag{Name: long, Usage: usage})
		}
	}
	return &cli.Command{
		Name: verb.Name, Usage: verb.About, UsageText: verb.Usage, Flags: append(flags, flag("help", "print this help", "h")),
		Action: func(c *cli.Context) error { return s.setup(c, verb) },
	}
}

func (s *session) setup(c *cli.Context, verb command.Verb) error {
	switch {
	case c.Bool("help"):
		return cli.ShowSubcommandHelp(c)
	case c.Args().Present():
		return &args.UsageError{Message: verb.Name + " takes no arguments, found " + args.Quote(c.Args().First()), Hint: "cargo nw setup --help"}
	}
	for _, o := range verb.Options {
		name := strings.TrimPrefix(o.Name(), "--")
		values := c.StringSlice(name)
		if value, ok := option(c, name); ok && !o.Repeatable && o.TakesValue() {
			values = []string{value}
		} else if c.Bool(name) {
			values = []string{"true"}
		}
		for _, value := range values {
			if err := o.Set(value); err != nil {
				return err
			}
		}
	}
	var err error
	s.status, err = verb.Run(s.ctx, command.Call{
		Env: s.env, Dir: s.style.Stand, Stdin: s.std.in, Stdout: s.std.out, Stderr: s.std.err, Style: s.style,
	})
	return err
}
