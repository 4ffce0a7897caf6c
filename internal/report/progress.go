package report

import (
	"fmt"
	"io"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Progress writes a line before each run. It is a [execution.Observer].
type Progress struct {
	Style Style
	W     io.Writer
	Total int // runs
}

// Starting says which workspace comes next and what runs there. If the first
// workspace is all there is, it looks as without us.
func (p Progress) Starting(i int, step nested.Step) { p.head(i, step, "") }

// Ended says the same about a run whose output is shown when it has ended.
func (p Progress) Ended(i int, step nested.Step, run execution.RunReport) {
	p.head(i, step, ", "+p.Style.Outcome(run))
}

func (p Progress) head(i int, step nested.Step, end string) {
	if p.Style.Quiet || step.Workspace.First() && p.Total < 2 {
		return
	}
	word := "Nested"
	if step.Workspace.First() {
		word = "Workspace"
	}
	moved := ""
	if step.Verdict.Moved.Target != "" {
		moved = " in " + p.Style.Path(step.Verdict.Moved.Target)
	}
	_, _ = fmt.Fprintf(p.W, "%s %s (%d/%d) `%s`%s%s\n", p.Style.status(green, word), p.Style.Run(step.Spec.Dir, step.Variant),
		i+1, p.Total, args.Join(p.Style.argv(step.Spec.Argv)), moved, end)
}

// Retrying says that a failed run is retried.
func (p Progress) Retrying(i, attempt int) {
	if !p.Style.Quiet {
		_, _ = fmt.Fprintf(p.W, "%s (%d/%d) attempt %d\n", p.Style.status(yellow, "Retrying"), i+1, p.Total, attempt)
	}
}

// Finished writes nothing: the summary does.
func (Progress) Finished(int, execution.RunReport) {}

// Title is a workspace and how its run ended, for a folded part of a log.
func (s Style) Title(i, total int, run execution.RunReport) string {
	return fmt.Sprintf("%s (%d/%d) %s", s.run(run), i+1, total, s.Outcome(run))
}

// Outcome is how a run ended and how long it took: "ok in 0.52s".
func (s Style) Outcome(run execution.RunReport) string {
	text := verdict(run)
	if run.Outcome == execution.Failed && run.Reason == "" {
		text = fmt.Sprintf("failed (%s)", text)
	}
	if run.Attempts > 0 {
		text += " in " + seconds(run.Seconds)
	}
	return s.safe(text)
}
