package cli

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/docs"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/cmdline"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/manpage"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// patience is how long a shell waits for candidates.
const patience = 5 * time.Second

// completion is `cargo nw completion`.
func (s *session) completion(c *cli.Context) error {
	if c.Bool("help") {
		return cli.ShowSubcommandHelp(c)
	}
	shell := c.Args().First()
	text, known := completion.Script(shell)
	switch {
	case c.NArg() > 1:
		return &args.UsageError{Message: "completion takes one argument, found " + args.Quote(c.Args().Get(1)), Hint: "cargo nw completion --help"}
	case shell == "man":
		return s.man(c.App)
	case shell == "":
		return &args.UsageError{Message: "completion for which shell: " + strings.Join(completion.Shells, ", "), Hint: "cargo nw completion bash"}
	case !known:
		return &args.UsageError{Message: "no completion for " + args.Quote(shell), Hint: "cargo nw completion --help"}
	}
	_, err := io.WriteString(s.std.out, text)
	return err
}

// man prints the manual page.
func (s *session) man(app *cli.App) error {
	page, err := manpage.Page(manpage.Source{CommandLine: described(app), Version: s.version, Description: app.Description, Manual: docs.Manual})
	if err != nil {
		return err
	}
	_, err = s.std.out.Write(page)
	return err
}

// asked gives the words of which a completion script wants to know how they
// may go on. They may be anything, so the command line library never sees them.
func asked(inv args.Invocation) (words []string, ok bool) {
	if inv.Verb != "completion" || len(inv.Command.Arguments) == 0 || inv.Command.Arguments[0] != "--candidates" {
		return nil, false
	}
	return inv.Command.Arguments[1:], true
}

// candidates answers a completion script. What cannot be found out is not
// offered: nobody wants an error on the line that he types.
func (s *session) candidates(app *cli.App, words []string) error {
	ctx, cancel := context.WithTimeout(s.ctx, patience)
	defer cancel()
	world := completion.World{
		Toolchains: func() []completion.Candidate {
			rustup, err := environ.Find(s.env, "rustup")
			if err != nil {
				return nil
			}
			return completion.Toolchains(s.printed(ctx, rustup, "toolchain", "list"))
		},
		Subcommands: func(toolchain string) []completion.Candidate {
			cargo, err := lockguard.FindCargo(s.env)
			if err != nil {
				return nil
			}
			return completion.Subcommands(s.printed(ctx, cargo, args.Command{Toolchain: toolchain, Globals: []string{"--list"}}.Argv()...))
		},
		Workspaces: func(manifestPath string) []completion.Candidate { return s.paths(ctx, manifestPath) },
	}
	return completion.At(words, described(app), world).Write(s.std.out)
}

// printed is what a program writes to its stdout, "" where it fails. rustup
// installs no toolchain for it.
func (s *session) printed(ctx context.Context, program string, argv ...string) string {
	var out bytes.Buffer
	res := proc.Run(ctx, proc.Command{
		Path: program, Argv: append([]string{filepath.Base(program)}, argv...), Dir: s.style.Stand,
		Env: append(slices.Clip(s.env), "RUSTUP_AUTO_INSTALL=0"), Stdout: &out,
	})
	if res.Err != nil || res.Code != 0 {
		return ""
	}
	return out.String()
}

// paths are the workspaces as `cargo nw list` shows them, the first one included:
// `--only .` takes that alone.
func (s *session) paths(ctx context.Context, manifestPath string) []completion.Candidate {
	dir := s.style.Stand
	if manifestPath != "" {
		if !filepath.IsAbs(manifestPath) {
			manifestPath = filepath.Join(dir, manifestPath)
		}
		at, err := filepath.EvalSymlinks(filepath.Dir(manifestPath))
		if err != nil {
			return nil
		}
		dir = at
	}
	tree, err := nested.Discover(ctx, manifest.NewReader(config.Home(s.env)), dir)
	if err != nil {
		return nil
	}
	var found []completion.Candidate
	for _, ws := range tree.Workspaces {
		found = append(found, completion.Candidate{Word: s.style.Relative(ws.Dir), About: named(ws)})
	}
	return found
}

func named(ws nested.Workspace) string {
	names := make([]string, len(ws.Members))
	for i, m := range ws.Members {
		names[i] = m.Name
	}
	return strings.Join(names, ", ")
}

// described is the app's command line without the library.
func described(app *cli.App) cmdline.CommandLine {
	line := cmdline.CommandLine{Options: describedFlags(app.Flags)}
	for _, c := range app.Commands {
		if c.Hidden {
			continue
		}
		v := cmdline.Verb{Name: c.Name, About: c.Usage, Usage: c.UsageText, Options: describedFlags(c.Flags)}
		if c.ArgsUsage != "" {
			v.Words = strings.Split(c.ArgsUsage, "|")
		}
		line.Verbs = append(line.Verbs, v)
	}
	return line
}

func describedFlags(flags []cli.Flag) []cmdline.Option {
	var list []cmdline.Option
	for _, f := range flags {
		if shown, ok := f.(cli.VisibleFlag); ok && !shown.IsVisible() {
			continue
		}
		if f, ok := f.(cli.DocGenerationFlag); ok {
			o := cmdline.NewOption(dashed(f.Names()), f.GetUsage(), f.TakesValue())
			o.Category = category(f)
			list = append(list, o)
		}
	}
	return list
}

// Describe is our command line as data.
func Describe() cmdline.CommandLine { return described((&session{}).app(io.Discard)) }
