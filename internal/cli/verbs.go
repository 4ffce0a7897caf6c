package cli

import (
	"slices"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/verb/hook"
	"github.com/cargo-nw/cargo-nw/internal/verb/list"
	"github.com/cargo-nw/cargo-nw/nested"
)

// verbs are the commands of our own. None may be a builtin of cargo's; a test
// holds them against `cargo --list`.
func (s *session) verbs() []*cli.Command {
	commands := []*cli.Command{
		{
			Name: "list", Usage: "list the nested workspaces", UsageText: "cargo nw list [options]",
			Flags: slices.Concat([]cli.Flag{
				flag("tree", "show which workspace names which"),
				&cli.StringFlag{Name: "format", Usage: "`FORMAT` is text, json or github-matrix"},
				&cli.StringFlag{Name: "manifest-path", Usage: "start at the Cargo.toml at `PATH`"},
				orderFlag(),
				flag("help", "print this help", "h"),
			}, selectionFlags()),
			Action: s.list,
		},
		s.setupVerb(),
		s.doctorVerb(),
		{
			Name: "completion", Usage: "print a completion script, or the manual page", UsageText: "cargo nw completion bash|zsh|fish|powershell|man",
			ArgsUsage: "bash|zsh|fish|powershell|man",
			Flags:     []cli.Flag{flag("help", "print this help", "h")},
			Action:    s.completion,
		},
		{
			Name: "hook", Usage: "called by build scripts and tests", UsageText: "cargo-nw hook build|test [argument]…",
			SkipFlagParsing: true,
			Action:          s.hook,
		},
	}
	for _, c := range commands {
		c.HideHelp, c.HideHelpCommand = true, true
		c.CustomHelpTemplate = verbTemplate
		c.Before = onlyItsOwn
		c.OnUsageError = func(c *cli.Context, err error, _ bool) error {
			return asUsage(err, "cargo nw "+c.Command.Name+" --help")
		}
	}
	return commands
}

// onlyItsOwn refuses options of `cargo nw` that say how cargo commands are run,
// before a verb that runs none.
func onlyItsOwn(c *cli.Context) error {
	names := append([]string{"fail-fast", "dry-run", "jobs", "retries", "output", "log-dir"}, reportNames()...)
	if c.Command.Name != "list" {
		names = append(names, "order")
		for _, f := range selectionFlags() {
			names = append(names, f.Names()...)
		}
	}
	for _, name := range names {
		if c.IsSet(name) {
			return &args.UsageError{Message: "--" + name + " does not go with " + c.Command.Name, Hint: "cargo nw " + c.Command.Name + " --help"}
		}
	}
	return nil
}

// list is `cargo nw list`, and `cargo nw --list`.
func (s *session) list(c *cli.Context) error {
	if c.Bool("help") {
		return cli.ShowSubcommandHelp(c)
	}
	format := c.String("format")
	by, _ := option(c, "order")
	switch {
	case c.Args().Present():
		return &args.UsageError{Message: "list takes no arguments, found " + args.Quote(c.Args().First()), Hint: "cargo nw list --help"}
	case c.Bool("tree") && by == topological:
		return &args.UsageError{Message: "--tree shows who names whom, in the order declared", Hint: "cargo nw list --order topological"}
	case !slices.Contains([]string{"", "text", "json", "github-matrix"}, format):
		return &args.UsageError{Message: "unknown format " + args.Quote(format), Hint: "cargo nw list --format json"}
	case c.Bool("tree") && format != "" && format != "text":
		return &args.UsageError{Message: "--tree is text, not " + format, Hint: "cargo nw list --format " + format}
	}
	want, err := selectionOf(c, s.style.Stand)
	if err != nil {
		return err
	}
	reader := manifest.NewReader(config.Home(s.env))
	tree, err := s.choose(c, want, reader, nil)
	if err != nil {
		return err
	}
	places, _, err := order(c, reader, tree)
	if err != nil {
		return err
	}
	if places != nil {
		tree = tree.Arranged(places)
	}
	switch {
	case format == "json":
		return list.JSON(s.std.out, s.style.Stand, tree, want.given())
	case format == "github-matrix":
		return list.GitHubMatrix(s.std.out, s.style.Stand, tree)
	case c.Bool("tree"):
		return list.Tree(s.std.out, s.style, tree)
	}
	return list.Paths(s.std.out, s.style, tree, want.given())
}

// option is an option's value, behind the verb or before it, and whether it is
// given.
func option(c *cli.Context, name string) (value string, ok bool) {
	for _, at := range c.Lineage() {
		if at.IsSet(name) {
			return at.String(name), true
		}
	}
	return "", false
}

// hook is `cargo-nw hook`.
func (s *session) hook(c *cli.Context) error {
	call := hook.Call{
		Env: s.env, Dir: s.style.Stand, Style: s.style, Stdin: s.std.in, Stdout: s.std.out, Stderr: s.std.err,
	}
	switch kind := c.Args().First(); kind {
	case "build":
		call.Kind = nested.Build
	case "test":
		call.Kind = nested.Test
	default:
		return &args.UsageError{
			Message: "hook is called by build scripts and tests, as hook build or hook test, not as hook " + args.Quote(kind),
			Hint:    "cargo nw setup --print",
		}
	}
	call.Extra = c.Args().Tail()
	var err error
	s.status, err = call.Run(s.ctx)
	return err
}
