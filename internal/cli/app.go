package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

const description = `Runs a cargo command in this workspace and then in every nested workspace,
depth first: those that a package names in its Cargo.toml,

    [package.metadata.nested_workspace]
    roots = ["fixtures/*", "fuzz", { path = "examples", dependent = true }]

Everything from the subcommand on is cargo's, unchanged. Before it stand the
options below, +toolchain as first word, and cargo's own -v -q --color --locked
--offline --frozen --config -Z. The exit status is that of the first run that
failed; 2 is a usage error, 3 means that nothing could be run, 4 that a check of
ours found what it looks for.`

const usage = `cargo nw [options] <subcommand> [arguments]…      any cargo subcommand, alias or external command
   cargo nw [options] -- <subcommand> [arguments]…   the same, also where the word is one of the verbs
   cargo nw [options] <verb> …`

const helpTemplate = `{{.Usage}}

Usage:
   {{.UsageText}}

{{.Description}}

{{range groups .VisibleFlags}}{{.Name}}:{{range .Lines}}
   {{.}}{{end}}

{{end}}Verbs:{{range .VisibleCommands}}
   {{join .Names ", "}}{{"\t"}}{{.Usage}}{{end}}
`

const verbTemplate = `{{.HelpName}} - {{.Usage}}

Usage:
   {{.UsageText}}
{{range groups .VisibleFlags}}
{{.Name}}:{{range .Lines}}
   {{.}}{{end}}
{{end}}`

// session is one call of cargo-nw.
type session struct {
	ctx     context.Context //nolint:containedctx // one call, one context
	env     []string
	std     stdio
	style   report.Style
	inv     args.Invocation
	status  int
	version string
}

// start reads the command line and does what it says. An error means that
// nothing was run.
func (s *session) start(argv []string) error {
	s.style.Color, s.style.Workflow = s.useColor(""), s.onGitHub()
	out := &remembering{Writer: s.std.out}
	app := s.app(out)
	inv, err := args.Parse(argv, options(app.Flags), verbs(app.Commands))
	if err != nil {
		return err
	}
	s.inv = inv
	when, _ := inv.Command.Color()
	s.style.Color = s.useColor(when)
	s.style.Quiet = inv.Command.Quiet()
	if s.style.Stand, err = physicalDir(); err != nil {
		return fmt.Errorf("reading the working directory: %w", err)
	}
	if words, ok := asked(inv); ok {
		return s.candidates(app, words)
	}
	words := append([]string{"cargo nw"}, unglued(inv.Own)...)
	if inv.Verb != "" {
		words = append(append(words, inv.Verb), inv.Command.Arguments...)
	}
	if err := app.RunContext(s.ctx, words); err != nil {
		return err
	}
	return out.err
}

// remembering keeps the first error of a writer: the command line library does
// not look whether a help text could be written.
type remembering struct {
	io.Writer
	err error
}

func (r *remembering) Write(p []byte) (int, error) {
	n, err := r.Writer.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// unglued spells -j4 as -j=4: the command line library would take it for the
// name of an option. A word that begins with a dash and a digit is a value.
func unglued(own []string) []string {
	words := slices.Clone(own)
	for i, word := range words {
		if len(word) > 2 && word[0] == '-' && unicode.IsLetter(rune(word[1])) && word[2] != '=' {
			words[i] = word[:2] + "=" + word[2:]
		}
	}
	return words
}

// app is the description of our command line. It never exits: errors come back
// through start.
func (s *session) app(out io.Writer) *cli.App {
	return &cli.App{
		Name:        "cargo nw",
		Usage:       "Run cargo in nested workspaces",
		UsageText:   usage,
		Description: description,
		Version:     s.version,
		Writer:      out,
		ErrWriter:   s.std.err,
		Flags: slices.Concat([]cli.Flag{
			&cli.StringFlag{Name: "manifest-path", Usage: "start at the Cargo.toml at `PATH`, not in the current directory"},
			&cli.StringFlag{Name: "jobs", Aliases: []string{"j"}, Usage: "make `N` runs at once, with N jobs in all; 0: as many as cores"},
			orderFlag(),
			&cli.StringFlag{Name: "retries", Usage: "make a run that fails up to `N` more times"},
			flag("fail-fast", "start nothing more after a run that fails"),
			flag("dry-run", "print what would be run, and run nothing", "n"),
		}, reportFlags(), outputFlags(), []cli.Flag{
			flag("list", "the same as the verb list"),
			flag("help", "print this help", "h"),
			flag("version", "print the version", "V"),
		}, selectionFlags()),
		DisableSliceFlagSeparator: true,
		Commands:                  s.verbs(),
		Action:                    s.root,
		HideHelp:                  true,
		HideHelpCommand:           true,
		HideVersion:               true,
		CustomAppHelpTemplate:     helpTemplate,
		OnUsageError:              func(_ *cli.Context, err error, _ bool) error { return asUsage(err, "cargo nw --help") },
		ExitErrHandler:            func(*cli.Context, error) {},
	}
}

// flag is an option without a value.
func flag(name, usage string, aliases ...string) *cli.BoolFlag {
	return &cli.BoolFlag{Name: name, Aliases: aliases, Usage: usage, DisableDefaultText: true}
}

// orderFlag is an option of list, too.
func orderFlag() cli.Flag {
	return &cli.StringFlag{Name: "order", Usage: "`ORDER` is declared, or topological: after what it depends on"}
}

// root is what happens without one of our verbs.
func (s *session) root(c *cli.Context) error {
	switch {
	case c.Bool("help"):
		return cli.ShowAppHelp(c)
	case c.Bool("version"):
		_, err := fmt.Fprintln(s.std.out, "cargo-nw", s.version)
		return err
	case c.Bool("list"):
		return s.list(c)
	case s.inv.Command.Subcommand == "":
		if len(s.inv.Own) > 0 || len(s.inv.Command.Globals) > 0 {
			return &args.UsageError{Message: "no subcommand", Hint: "cargo nw --help"}
		}
		return cli.ShowAppHelp(c)
	}
	return s.traverse(c)
}

// options tells package args which options are ours.
func options(flags []cli.Flag) []args.Option {
	list := make([]args.Option, 0, len(flags))
	for _, f := range flags {
		_, isBool := f.(*cli.BoolFlag)
		list = append(list, args.Option{Names: dashed(f.Names()), TakesValue: !isBool})
	}
	return list
}

func dashed(names []string) []string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = "--" + n
		if len(n) == 1 {
			words[i] = "-" + n
		}
	}
	return words
}

func verbs(commands []*cli.Command) []string {
	var names []string
	for _, c := range commands {
		names = append(names, c.Names()...)
	}
	return names
}

// asUsage turns an error of the command line library into one of ours.
func asUsage(err error, hint string) error {
	if known := (*args.UsageError)(nil); errors.As(err, &known) {
		return err
	}
	message := strings.ToLower(err.Error()[:1]) + err.Error()[1:]
	if name, ok := strings.CutPrefix(message, "flag provided but not defined: -"); ok {
		message = "unknown option " + dashed([]string{name})[0]
	}
	if name, ok := strings.CutPrefix(message, "flag needs an argument: -"); ok {
		message = dashed([]string{name})[0] + " needs a value"
	}
	return &args.UsageError{Message: message, Hint: hint}
}

// useColor says whether our own lines are coloured. when is the value of
// --color.
func (s *session) useColor(when string) bool {
	_, isTerminal := terminal(s.std.err)
	return report.UseColor(when, environ.Get(s.env, "CARGO_TERM_COLOR"), environ.Get(s.env, "NO_COLOR"), isTerminal)
}
