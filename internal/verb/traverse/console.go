package traverse

import (
	"io"
	"os"

	"golang.org/x/term"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/nested"
)

// console starts the runs of the plan, and shows what they print.
func (o *options) console(c command.Call, plan nested.Plan) (*output.Console, error) {
	parallel := plan.Jobs > 1
	when, _ := c.Command.Color()
	_, outTerminal := output.Terminal(c.Stdout)
	_, errTerminal := output.Terminal(c.Stderr)
	gitlab := environ.Get(c.Env, "GITLAB_CI") == "true"
	cfg := output.Config{
		Mode:  output.Choose(o.output, parallel, c.Style.Workflow || gitlab),
		Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr, OneStream: sameFile(c.Stdout, c.Stderr),
		Style: c.Style, Steps: plan.Steps, LogDir: o.logDir, Width: statusWidth(c), GitLab: gitlab,
		Watched: len(plan.Steps) > 1 && !outTerminal && !errTerminal,
	}
	if parallel {
		cfg.Stdin = nil // parallel runs cannot share it
	}
	cfg.Color = output.Colored(c.Env, when, outTerminal && errTerminal)
	if c.Style.Workflow {
		cfg.GitHub = &output.GitHub{Repository: repository(c), Annotate: printsJSON(c.Command)}
	}
	return output.New(cfg)
}

// statusWidth says how wide a status line may be; nil if there can be none.
func statusWidth(c command.Call) func() int {
	screen, ok := output.Terminal(c.Stderr)
	if !ok || environ.Get(c.Env, "TERM") == "dumb" {
		return nil
	}
	return func() int {
		width, _, _ := term.GetSize(int(screen.Fd()))
		return width
	}
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
