package traverse

import (
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/regular"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// withOutput is the report with what the failed runs have printed, as far as
// that passed through the console. What a run has printed that we only judge a
// failure (--fail-if-changed) does not say why.
func withOutput(console *output.Console, rep execution.Report) execution.Report {
	rep.Runs = slices.Clone(rep.Runs)
	for i := range rep.Runs {
		if run := rep.Runs[i]; run.Code != 0 && (run.Code != command.Found || run.Reason == "") {
			rep.Runs[i].Errors, rep.Runs[i].Tail = console.Said(i)
		}
	}
	return rep
}

// conclude ends with what is wrong. In GitHub Actions the step gets a summary,
// too.
func conclude(c command.Call, rep execution.Report, again report.Again) {
	c.Style.Conclusion(c.Stderr, rep, again)
	path := environ.Get(c.Env, "GITHUB_STEP_SUMMARY")
	if path == "" || !c.Style.Workflow {
		return
	}
	f, err := regular.Extend(path)
	if err == nil {
		err = c.Style.Markdown(f, rep)
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
