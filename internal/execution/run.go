package execution

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Runner starts the process of step i of a plan, counted from 0, and waits for
// it.
type Runner interface {
	Run(ctx context.Context, i int, spec nested.Spec) proc.Result
}

// Observer follows an execution, one call at a time. i counts the plan's steps
// from 0. Finished comes for every step, even one that does not run; in
// sequence that is in the plan's order.
type Observer interface {
	Starting(i int, step nested.Step)
	// Retrying says that the run has failed and starts again; attempt is 2 for the
	// first retry.
	Retrying(i, attempt int)
	Finished(i int, run RunReport)
}

// Gate is what an [Observer] may be as well: it ends an execution early.
type Gate interface {
	// Shut says why nothing more starts, "" as long as runs may start. It is asked
	// before each start.
	Shut() string
}

// Run executes the plan, with as many runs at once as it says and as there are
// tokens for; tokens may be nil. Every run starts, whatever fails, unless the
// plan or a [Gate] says otherwise or ctx is cancelled with a [proc.Stop] as cause. A run
// that has started is never ended because another one fails.
func Run(ctx context.Context, plan nested.Plan, tokens Tokens, runner Runner, observer Observer) Report {
	e := newExecution(ctx, plan, tokens, runner, observer)
	e.run()
	e.report.Seconds = time.Since(e.start).Seconds()
	if stop := (proc.Stop{}); errors.As(context.Cause(ctx), &stop) {
		e.report.Stop = &stop
	}
	return e.report
}

// Terminal runs each step with the streams of this process: cargo sees the same
// terminal. It is a [Runner].
type Terminal struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Run starts cargo.
func (t Terminal) Run(ctx context.Context, _ int, spec nested.Spec) proc.Result {
	command := spec.Command()
	command.Stdin, command.Stdout, command.Stderr = t.Stdin, t.Stdout, t.Stderr
	return proc.Run(ctx, command)
}
