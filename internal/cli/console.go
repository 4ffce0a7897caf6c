package cli

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/mattn/go-isatty"
	"github.com/urfave/cli/v2"
	"golang.org/x/term"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// outputFlags are the options that say how the output of runs is shown.
func outputFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "output", Usage: "show the runs' output by `MODE`: stream, group or prefix"},
		&cli.StringFlag{Name: "log-dir", Usage: "also write the output of each run to a file in `DIR`"},
	}
}

// checkOutput refuses values that mean nothing.
func checkOutput(c *cli.Context) error {
	switch mode := output.Mode(c.String("output")); {
	case c.IsSet("output") && !mode.Known():
		return &args.UsageError{
			Message: "unknown output mode " + args.Quote(string(mode)) + "; the modes are stream, group and prefix",
			Hint:    "cargo nw --output group …",
		}
	case c.IsSet("log-dir") && c.String("log-dir") == "":
		return &args.UsageError{Message: "--log-dir needs the path of a directory", Hint: "cargo nw --log-dir logs …"}
	case c.IsSet("log-dir") && c.Bool("dry-run"):
		return &args.UsageError{Message: "--dry-run runs nothing whose output --log-dir could keep", Hint: "cargo nw --log-dir logs …"}
	}
	return nil
}

// console is what makes the runs of the plan, and shows what they print.
func (s *session) console(c *cli.Context, plan nested.Plan) (*output.Console, error) {
	parallel := plan.Jobs > 1
	mode := output.Choose(output.Mode(c.String("output")), parallel, s.onGitHub())
	cfg := output.Config{
		Mode: mode, Stdin: s.std.in, Stdout: s.std.out, Stderr: s.std.err, OneStream: sameFile(s.std.out, s.std.err),
		Style: s.style, Steps: plan.Steps, LogDir: c.String("log-dir"),
	}
	if parallel {
		cfg.Stdin = nil // runs at once cannot share it
	}
	when, _ := s.inv.Command.Color()
	_, outTerminal := terminal(s.std.out)
	_, errTerminal := terminal(s.std.err)
	cfg.Color = output.Colored(s.env, when, outTerminal && errTerminal)
	cfg.Width = s.statusWidth()
	if s.onGitHub() {
		cfg.GitHub = &output.GitHub{Repository: s.repository(), Annotate: s.printsJSON()}
	}
	return output.New(cfg)
}

// statusWidth tells how wide a status line may be; nil where there can be none.
func (s *session) statusWidth() func() int {
	screen, ok := terminal(s.std.err)
	if !ok || environ.Get(s.env, "TERM") == "dumb" {
		return nil
	}
	return func() int {
		width, _, _ := term.GetSize(int(screen.Fd()))
		return width
	}
}

// conclude sums up what was run. In GitHub Actions the failures come again, as
// the last lines, and the step gets a summary.
func (s *session) conclude(console *output.Console, rep execution.Report) {
	s.style.Conclusion(s.std.err, rep)
	if !s.onGitHub() {
		return
	}
	if console.Passes() && len(rep.Runs) > 1 {
		var text strings.Builder
		s.style.Failures(&text, rep, func(i int) ([]string, string) { return console.Errors(i), "" })
		_, _ = io.WriteString(s.std.err, github.Inert(text.String()))
	}
	path := environ.Get(s.env, "GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644) //nolint:gosec // the runner reads it
	if err == nil {
		err = s.style.Markdown(f, rep, console.Errors)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}
	if err != nil {
		s.style.Warning(s.std.err, "writing the job summary: "+err.Error(), "")
	}
}

// tellLost says which output could not be written, and makes a success a
// failure. Whoever has read enough is told nothing.
func (s *session) tellLost(err error) {
	if err == nil {
		return
	}
	code := exitStart
	if errors.Is(err, syscall.EPIPE) {
		code = proc.Stop{Signal: syscall.SIGPIPE}.Code()
	} else {
		s.style.Error(s.std.err, err.Error(), "")
	}
	if s.status == 0 {
		s.status = code
	}
}

func (s *session) onGitHub() bool { return environ.Get(s.env, "GITHUB_ACTIONS") == "true" }

// repository is the directory that GitHub shows as the repository, symlinks
// resolved: the checkout, or else where a .git is.
func (s *session) repository() string {
	if checkout := environ.Get(s.env, "GITHUB_WORKSPACE"); checkout != "" {
		if dir, err := filepath.EvalSymlinks(checkout); err == nil {
			return dir
		}
	}
	for dir := s.style.Stand; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return s.style.Stand
		}
	}
}

// printsJSON says whether cargo is told to print its diagnostics as JSON.
func (s *session) printsJSON() bool {
	formats := s.inv.Command.Values("--message-format")
	return slices.ContainsFunc(formats, func(f string) bool { return strings.HasPrefix(f, "json") })
}

// terminal is the file behind a stream, and whether it is a terminal.
func terminal(w io.Writer) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && isatty.IsTerminal(f.Fd())
}

// sameFile says whether both streams lead to the same place, as on a terminal.
func sameFile(a, b io.Writer) bool {
	f, isFile := a.(*os.File)
	g, isFileToo := b.(*os.File)
	if !isFile || !isFileToo {
		return false
	}
	first, err := f.Stat()
	second, secondErr := g.Stat()
	return err == nil && secondErr == nil && os.SameFile(first, second)
}
