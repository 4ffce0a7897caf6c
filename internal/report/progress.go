package report

import (
	"fmt"
	"io"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Progress writes a line before each nested run. It is a [execution.Observer].
type Progress struct {
	Style Style
	W     io.Writer
	Total int
}

// Starting says which workspace comes next and what runs there. The first run
// is the command the user typed, and looks like it.
func (p Progress) Starting(i int, step nested.Step) {
	if p.Style.Quiet || step.Workspace.First() {
		return
	}
	moved := ""
	if step.Verdict.Moved.Target != "" {
		moved = " in " + p.Style.Path(step.Verdict.Moved.Target)
	}
	_, _ = fmt.Fprintf(p.W, "%s %s (%d/%d) `%s`%s\n", p.Style.status(green, "Nested"), p.Style.Run(step.Workspace.Dir, step.Variant),
		i+1, p.Total, args.Join(p.Style.argv(step.Spec.Argv)), moved)
}

// Retrying says that a failed run is retried.
func (p Progress) Retrying(i, attempt int) {
	if !p.Style.Quiet {
		_, _ = fmt.Fprintf(p.W, "%s (%d/%d) attempt %d\n", p.Style.status(yellow, "Retrying"), i+1, p.Total, attempt)
	}
}

// Finished writes nothing: the summary does.
func (Progress) Finished(int, execution.RunReport) {}
