package cli

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/mattn/go-isatty"
	"github.com/urfave/cli/v2"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
	"github.com/cargo-nw/cargo-nw/nested"
)

// setupVerb is `cargo nw setup`.
func (s *session) setupVerb() *cli.Command {
	return &cli.Command{
		Name: "setup", Usage: "name workspaces that no root names, and write what direct mode needs", UsageText: "cargo nw setup [options]",
		Flags: []cli.Flag{
			flag("yes", "write without asking", "y"),
			flag("check", "write nothing; status 4 when something would change"),
			flag("diff", "write nothing; print what would change as a patch"),
			flag("print", "write nothing; print the build.rs and the test stub"),
			&cli.StringSliceFlag{Name: "part", Usage: "only `PART`: roots, build-script, test or rust-analyzer (may be repeated)"},
			&cli.StringFlag{Name: "manifest-path", Usage: "start at the Cargo.toml at `PATH`"},
			flag("help", "print this help", "h"),
		},
		Action: s.setup,
	}
}

// setup plans, and does with the plan what the options say.
func (s *session) setup(c *cli.Context) error {
	if c.Bool("help") {
		return cli.ShowSubcommandHelp(c)
	}
	parts, err := setupOptions(c)
	if err != nil {
		return err
	}
	if c.Bool("print") {
		_, err = io.WriteString(s.std.out, setup.Text())
		return err
	}
	tree, plan, err := s.setupPlan(c, parts)
	if err != nil {
		return err
	}
	base := plan.Base(tree.Workspaces[0].Dir)
	switch {
	case c.Bool("diff"):
		if base != s.style.Stand {
			s.style.Warning(s.std.err, "the paths of the patch are relative to "+s.style.Path(base), "")
		}
		_, err = io.WriteString(s.std.out, setup.Patch(base, append(plan.Changes, plan.Proposals...)))
		return err
	case c.Bool("check"):
		if len(plan.Changes) > 0 {
			s.status = exitFound
		}
		s.propose(plan, base, s.patching(c, base), false)
		return plan.Text(s.std.out, s.style)
	}
	if err := s.write(plan, c.Bool("yes")); err != nil {
		return err
	}
	s.propose(plan, base, s.patching(c, base), true)
	return nil
}

// setupOptions refuses options that do not go together.
func setupOptions(c *cli.Context) (setup.Parts, error) {
	usage := func(message string) error {
		return &args.UsageError{Message: message, Hint: "cargo nw setup --help"}
	}
	var modes []string
	for _, name := range []string{"yes", "check", "diff", "print"} {
		if c.Bool(name) {
			modes = append(modes, "--"+name)
		}
	}
	switch {
	case c.Args().Present():
		return nil, usage("setup takes no arguments, found " + args.Quote(c.Args().First()))
	case len(modes) > 1:
		return nil, usage(strings.Join(modes, " and ") + " do not go together")
	}
	parts, err := setup.ParseParts(c.StringSlice("part"))
	if err != nil {
		return nil, usage(err.Error())
	}
	return parts, nil
}

// setupPlan looks at the disk and decides. What is doubtful is told.
func (s *session) setupPlan(c *cli.Context, parts setup.Parts) (nested.Tree, setup.Plan, error) {
	dir, err := s.startDir(c)
	if err != nil {
		return nested.Tree{}, setup.Plan{}, err
	}
	reader := manifest.NewReader(config.Home(s.env))
	tree, err := nested.Discover(s.ctx, reader, dir)
	if err != nil {
		return nested.Tree{}, setup.Plan{}, err
	}
	var found []undeclared.Workspace
	if parts.Has(setup.Roots) {
		var left []nested.Warning
		manifests := func(dir string) ([]string, error) { return git.Manifests(s.ctx, s.env, dir) }
		if found, left, err = undeclared.Find(s.ctx, manifests, reader, tree); err != nil {
			return nested.Tree{}, setup.Plan{}, err
		}
		s.style.Warnings(s.std.err, left)
	}
	plan, err := setup.NewPlan(reader, tree, found, parts)
	s.style.Warnings(s.std.err, tree.Warnings)
	s.style.Warnings(s.std.err, plan.Notes)
	return tree, plan, err
}

// write shows the changes and makes them once the user has said yes.
func (s *session) write(plan setup.Plan, yes bool) error {
	if len(plan.Changes) == 0 {
		if !s.style.Quiet {
			_, _ = fmt.Fprintln(s.std.err, "nothing to change")
		}
		return nil
	}
	if !yes || !s.style.Quiet {
		if err := plan.Text(s.std.err, s.style); err != nil {
			return err
		}
	}
	if !yes {
		if !isTerminal(s.std.in) || !isTerminal(s.std.err) {
			return &args.UsageError{Message: "setup asks before it writes, and there is no terminal to ask at", Hint: "cargo nw setup --yes"}
		}
		yes, err := s.confirmed("Write this?")
		if err != nil || !yes {
			_, _ = fmt.Fprintln(s.std.err, "nothing was written")
			return err
		}
	}
	return plan.Write(s.style)
}

// confirmed asks at the terminal. Whatever is not yes is no. The error is the
// signal that came before the answer.
func (s *session) confirmed(question string) (bool, error) {
	_, _ = fmt.Fprint(s.std.err, question+" [y/N] ")
	answers := make(chan string, 1)
	go func() {
		answer, _ := bufio.NewReader(s.std.in).ReadString('\n')
		answers <- strings.ToLower(strings.TrimSpace(answer))
	}()
	select {
	case <-s.ctx.Done():
		_, _ = fmt.Fprintln(s.std.err)
		return false, context.Cause(s.ctx)
	case answer := <-answers:
		return answer == "y" || answer == "yes", context.Cause(s.ctx)
	}
}

// propose names the files that the user has to look at, and shows the patch
// where nothing else is asked for.
func (s *session) propose(plan setup.Plan, base, patching string, show bool) {
	for _, f := range plan.Proposals {
		s.style.Warning(s.std.err, s.style.Path(f.Path)+" "+f.What, "read it, then: "+patching)
	}
	if show {
		_, _ = io.WriteString(s.std.out, setup.Patch(base, plan.Proposals))
	}
}

// patching is how the patch is applied, whose paths are relative to base.
func (s *session) patching(c *cli.Context, base string) string {
	diff, git := []string{"cargo", "nw", "setup", "--diff"}, []string{"git", "apply"}
	if path, ok := option(c, "manifest-path"); ok {
		diff = append(diff, "--manifest-path", path)
	}
	if base != s.style.Stand {
		git = []string{"git", "-C", s.style.Path(base), "apply"}
	}
	return args.Join(diff) + " | " + args.Join(git)
}

func isTerminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && isatty.IsTerminal(f.Fd())
}
