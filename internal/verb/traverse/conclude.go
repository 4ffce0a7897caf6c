package traverse

import (
	"io"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/github"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
)

// conclude sums up the runs. In GitHub Actions the failures are repeated as the
// last lines, and the step gets a summary.
func conclude(c command.Call, console *output.Console, rep execution.Report) {
	c.Style.Conclusion(c.Stderr, rep)
	if !c.Style.Workflow {
		return
	}
	if console.Passes() && len(rep.Runs) > 1 {
		var text strings.Builder
		c.Style.Failures(&text, rep, func(i int) ([]string, string) { return console.Errors(i), "" })
		_, _ = io.WriteString(c.Stderr, github.Inert(text.String()))
	}
	path := environ.Get(c.Env, "GITHUB_STEP_SUMMARY")
	if path == "" {
		return
	}
	f, err := regular.Extend(path)
	if err == nil {
		err = c.Style.Markdown(f, rep, console.Errors)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
	}
	if err != nil {
		c.Style.Warning(c.Stderr, "writing the job summary: "+err.Error(), "")
	}
}

// tellLost says which output could not be written. The status turns a success
// into a failure. If the reader has read enough, nothing is printed.
func tellLost(c command.Call, err error) (status int) {
	if err == nil {
		return command.OK
	}
	if status = command.Status(err); status == command.CannotRun {
		c.Style.Error(c.Stderr, err.Error(), "")
	}
	return status
}

// repository is the directory that GitHub shows as the repository, symlinks
// resolved: the checkout, or else the directory with a .git.
func repository(c command.Call) string {
	if checkout := environ.Get(c.Env, "GITHUB_WORKSPACE"); checkout != "" {
		if paths.Exists(checkout) {
			return paths.Resolve(checkout)
		}
	}
	for up := range paths.Up(c.Dir) {
		if git.IsTop(up) {
			return up
		}
	}
	return c.Dir
}

// printsJSON says whether cargo is asked to print its diagnostics as JSON.
func printsJSON(cargo args.Command) bool {
	return slices.ContainsFunc(cargo.Values("--message-format"), func(f string) bool { return strings.HasPrefix(f, "json") })
}
