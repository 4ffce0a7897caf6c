package nested

import (
	"context"
	"errors"
	"io"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// Runner starts the process of step i of a plan, counted from 0, and waits for
// it.
type Runner interface {
	Run(ctx context.Context, i int, spec Spec) proc.Result
}

// Observer is told as a plan is executed, by one call at a time. i counts the
// plan's steps from 0.
type Observer interface {
	Starting(i int, step Step)
	Finished(i int, run RunReport)
}

// Run executes the plan in sequence. All runs are made, whatever fails, unless
// the plan says otherwise or ctx is cancelled with a [proc.Stop] as cause.
func Run(ctx context.Context, plan Plan, runner Runner, observer Observer) Report {
	report := Report{Start: plan.Start, Runs: make([]RunReport, len(plan.Steps))}
	start := time.Now()
	failed := false
	for i, step := range plan.Steps {
		var r RunReport
		switch {
		case ctx.Err() != nil:
			r = skipped(step, interrupted)
		case !step.Verdict.Runs():
			r = notRun(step)
		case failed && plan.FailFast:
			r = skipped(step, "after a failure")
		default:
			observer.Starting(i, step)
			begun := time.Now()
			res := runner.Run(ctx, i, step.Spec)
			if errors.Is(res.Err, context.Canceled) {
				r = skipped(step, interrupted) // just before it started
				break
			}
			r = ran(step, res)
			r.Started, r.Attempts = begun.Sub(start).Seconds(), 1
		}
		failed = failed || r.Code != 0
		report.Runs[i] = r
		observer.Finished(i, r)
	}
	report.Seconds = time.Since(start).Seconds()
	if stop := (proc.Stop{}); errors.As(context.Cause(ctx), &stop) {
		report.Stop = &stop
	}
	return report
}

const interrupted = "interrupted"

// Terminal runs each step with the streams of this process, so that cargo sees
// the same terminal. It is a [Runner].
type Terminal struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Run starts cargo.
func (t Terminal) Run(ctx context.Context, _ int, spec Spec) proc.Result {
	return proc.Run(ctx, proc.Command{
		Path: spec.Program, Argv: spec.Argv, Dir: spec.Dir, Env: spec.Env,
		Stdin: t.Stdin, Stdout: t.Stdout, Stderr: t.Stderr,
	})
}
