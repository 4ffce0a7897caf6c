package execution

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// execution is a plan that is being executed. One goroutine decides, and only
// it calls the observer; each run has its own.
//
// A step goes through these, in this order: admit, begin, attempt, end, finish.
type execution struct {
	ctx      context.Context //nolint:containedctx // one plan, one context
	plan     nested.Plan
	runner   Runner
	observer Observer
	report   Report
	start    time.Time

	steps  []progress
	first  int // the first step that has not begun
	active int // how many runs are active: begun and not ended
	turns  turns
	share  share
	failed bool
	ended  chan ending
}

// progress is what is known of one step.
type progress struct {
	begun, done bool
	pooled      bool      // its token is one of the pool's
	waiting     time.Time // when it began to wait for its turn, zero if it does not
	waited      time.Duration
	started     time.Time
	took        time.Duration
	attempts    int
	failure     RunReport // of the attempt before
}

// ending is how one attempt of a step ended.
type ending struct {
	i   int
	res proc.Result
}

func newExecution(ctx context.Context, plan nested.Plan, tokens Tokens, runner Runner, observer Observer) *execution {
	return &execution{
		ctx: ctx, plan: plan, runner: runner, observer: observer,
		report: Report{Start: plan.Start, LeftOut: plan.LeftOut, Done: plan.Done, Jobs: max(1, plan.Jobs), Runs: make([]RunReport, len(plan.Steps))},
		start:  time.Now(), steps: make([]progress, len(plan.Steps)),
		turns: turns{}, share: share{tokens: tokens}, ended: make(chan ending),
	}
}

// run starts what may start, then waits for a run to end or for a token, until
// there is nothing left to wait for.
func (e *execution) run() {
	for {
		wanting := e.admit()
		if e.active == 0 && !wanting {
			break
		}
		if wanting {
			e.share.ask(e.ctx)
		} else {
			e.share.withdraw() // a child may need it
		}
		select {
		case end := <-e.ended:
			e.end(end)
		case err := <-e.share.claim.answer:
			e.share.claim.answered(err)
		}
	}
	e.share.close()
}

// admit goes through the steps in plan order: it begins those that may start,
// and finishes those that do not run. It says whether a step lacks nothing but
// a token. When all places are taken it stops looking: in sequence everything
// happens in plan order.
func (e *execution) admit() (wanting bool) {
	now := time.Now()
	for i := range e.steps {
		if p := &e.steps[i]; !p.waiting.IsZero() {
			p.waited, p.waiting = p.waited+now.Sub(p.waiting), time.Time{}
		}
	}
	for i := e.first; i < len(e.steps) && e.active < e.report.Jobs; i++ {
		p, step := &e.steps[i], e.plan.Steps[i]
		switch {
		case p.begun:
		case e.ctx.Err() != nil:
			e.finish(i, skipped(step, interrupted))
		case !step.Verdict.Runs():
			e.finish(i, notRun(step))
		case shut(e.observer) != "":
			e.finish(i, skipped(step, shut(e.observer)))
		case e.failed && e.plan.FailFast:
			e.finish(i, skipped(step, "after a failure"))
		case !e.reached(step):
		case !e.turns.free(step.Turns):
			p.waiting = now
		case !e.share.ready(e.active == 0):
			return true
		default:
			e.begin(i)
		}
		if e.steps[i].begun && i == e.first {
			e.first++
		}
	}
	return false
}

// shut says why the observer lets nothing more start.
func shut(o Observer) string {
	if gate, ok := o.(Gate); ok {
		return gate.Shut()
	}
	return ""
}

// reached says whether all steps that the step comes after have ended.
func (e *execution) reached(step nested.Step) bool {
	for _, i := range step.After {
		if !e.steps[i].done {
			return false
		}
	}
	return true
}

// begin starts a step, with what the run needs: a turn in its directories and a
// token.
func (e *execution) begin(i int) {
	p, step := &e.steps[i], e.plan.Steps[i]
	p.begun, p.started, p.pooled = true, time.Now(), e.share.take()
	e.turns.take(step.Turns)
	e.active++
	e.observer.Starting(i, step)
	e.attempt(i)
}

// attempt starts the run of a step, which may be one of several.
func (e *execution) attempt(i int) {
	e.steps[i].attempts++
	go func() { e.ended <- ending{i, e.launch(i)} }()
}

// launch starts the run of a step, unless its workspace is no longer what it
// was when it was planned: cargo would then silently work in another one.
func (e *execution) launch(i int) proc.Result {
	spec := e.plan.Steps[i].Spec
	if err := spec.Misplaced(); err != nil {
		return proc.Result{Err: err}
	}
	res := e.runner.Run(e.ctx, i, spec)
	if errors.Is(res.Err, fs.ErrNotExist) { // the directory or the program: the system does not say which
		if err := spec.Misplaced(); err != nil {
			res.Err = err
		}
	}
	return res
}

// end records how an attempt ended, and starts another one if the run has
// failed and the plan allows it. A run that could not be started, that changed
// files, or that was deadlocked would fail again; one that timed out may not.
func (e *execution) end(end ending) {
	i, p, step := end.i, &e.steps[end.i], e.plan.Steps[end.i]
	p.took += end.res.Duration
	end.res.Duration = p.took
	r := ran(step, end.res)
	late := errors.As(end.res.Err, new(expired))
	if r.Code != 0 && (late || end.res.Err == nil) && e.ctx.Err() == nil && p.attempts <= e.plan.Retries {
		p.failure = r
		e.observer.Retrying(i, p.attempts+1)
		e.attempt(i)
		return
	}
	if errors.Is(end.res.Err, context.Canceled) { // just before it started
		p.attempts--
		r = p.failure
	}
	r.Started, r.Waited, r.Attempts = p.started.Sub(e.start).Seconds(), p.waited.Seconds(), p.attempts
	if p.attempts == 0 {
		r = skipped(step, interrupted)
	}
	e.active--
	e.turns.leave(step.Turns)
	e.share.leave(p.pooled)
	e.finish(i, r)
}

// finish ends a step, whether it ran or not.
func (e *execution) finish(i int, r RunReport) {
	e.steps[i].begun, e.steps[i].done = true, true
	e.failed = e.failed || r.Code != 0
	e.report.Runs[i] = r
	e.observer.Finished(i, r)
}
