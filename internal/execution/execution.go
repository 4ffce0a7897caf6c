package execution

import (
	"context"
	"errors"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// execution is a plan that is being executed. All decisions are made in one
// goroutine, which alone calls the observer; each run has one of its own.
type execution struct {
	ctx      context.Context //nolint:containedctx // one plan, one context
	plan     nested.Plan
	tokens   Tokens
	runner   Runner
	observer Observer
	report   Report
	start    time.Time

	runs    []progress
	first   int             // of the steps that are not begun
	active  int             // runs being made
	turns   map[string]bool // directories that they have
	failed  bool
	implied bool // a run has the token that needs none
	ended   chan ending
	claim   claim
}

// progress is what is known of one step.
type progress struct {
	begun, done bool
	token       bool // taken from the plan's tokens
	waiting     time.Time
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
		ctx: ctx, plan: plan, tokens: tokens, runner: runner, observer: observer,
		report: Report{Start: plan.Start, LeftOut: plan.LeftOut, Done: plan.Done, Jobs: max(1, plan.Jobs), Runs: make([]RunReport, len(plan.Steps))},
		start:  time.Now(), runs: make([]progress, len(plan.Steps)),
		turns: map[string]bool{}, ended: make(chan ending),
	}
}

// run makes the runs: what may start is started, then it waits for one to end
// or for a token.
func (e *execution) run() {
	for {
		wanting := e.admit()
		if e.active == 0 && !wanting {
			break
		}
		if wanting {
			e.claim.make(e.ctx, e.tokens)
		} else {
			e.claim.withdraw(e.tokens) // a child may need it
		}
		select {
		case end := <-e.ended:
			e.end(end)
		case err := <-e.claim.answer:
			e.claim.answered(err)
		}
	}
	e.claim.withdraw(e.tokens)
}

// admit goes through the steps in plan order: it starts what may start, and
// finishes what is not to be run. It says whether a step wants only a token.
// Where all places are taken nothing behind is looked at, so that in sequence
// everything happens in plan order.
func (e *execution) admit() (wanting bool) {
	now := time.Now()
	for i := range e.runs {
		if p := &e.runs[i]; !p.waiting.IsZero() {
			p.waited, p.waiting = p.waited+now.Sub(p.waiting), time.Time{}
		}
	}
	for i := e.first; i < len(e.runs) && e.active < e.report.Jobs; i++ {
		p, step := &e.runs[i], e.plan.Steps[i]
		switch {
		case p.begun:
		case e.ctx.Err() != nil:
			e.finish(i, skipped(step, interrupted))
		case !step.Verdict.Runs():
			e.finish(i, notRun(step))
		case e.failed && e.plan.FailFast:
			e.finish(i, skipped(step, "after a failure"))
		case !e.reached(step):
		case e.taken(step):
			p.waiting = now
		case !e.allowed():
			return true
		default:
			e.begin(i)
		}
		if e.runs[i].begun && i == e.first {
			e.first++
		}
	}
	return false
}

// reached says whether all steps that the step comes after have ended.
func (e *execution) reached(step nested.Step) bool {
	for _, i := range step.After {
		if !e.runs[i].done {
			return false
		}
	}
	return true
}

// taken says whether a run that is being made has one of the step's
// directories.
func (e *execution) taken(step nested.Step) bool {
	for _, dir := range step.Turns {
		if e.turns[dir] {
			return true
		}
	}
	return false
}

// allowed says whether there is a token for one more run.
func (e *execution) allowed() bool {
	if e.active == 0 && e.tokens != nil {
		// Nobody of ours has a token now; that of a claim goes back first.
		e.claim.withdraw(e.tokens)
		e.tokens.Refill()
	}
	return e.tokens == nil || !e.implied || e.claim.granted
}

// begin starts a step.
func (e *execution) begin(i int) {
	p := &e.runs[i]
	p.begun, p.started = true, time.Now()
	if e.tokens != nil {
		if p.token = e.implied; p.token {
			e.claim.granted = false
		}
		e.implied = true
	}
	e.active++
	for _, dir := range e.plan.Steps[i].Turns {
		e.turns[dir] = true
	}
	e.observer.Starting(i, e.plan.Steps[i])
	e.attempt(i)
}

func (e *execution) attempt(i int) {
	e.runs[i].attempts++
	go func() { e.ended <- ending{i, e.runner.Run(e.ctx, i, e.plan.Steps[i].Spec)} }()
}

// end takes note of how an attempt ended, and makes another one where the run
// has failed and the plan allows it. A run that could not be started, or that
// cargo-nw itself has ended, would fail again.
func (e *execution) end(end ending) {
	i, p, step := end.i, &e.runs[end.i], e.plan.Steps[end.i]
	p.took += end.res.Duration
	end.res.Duration = p.took
	r := ran(step, end.res)
	if r.Code != 0 && end.res.Err == nil && e.ctx.Err() == nil && p.attempts <= e.plan.Retries {
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
	e.leave(i)
	e.finish(i, r)
}

// leave gives back what the run had.
func (e *execution) leave(i int) {
	e.active--
	for _, dir := range e.plan.Steps[i].Turns {
		delete(e.turns, dir)
	}
	switch {
	case e.tokens == nil:
	case e.runs[i].token:
		e.tokens.Release()
	default:
		e.implied = false
	}
}

// finish is the end of a step, whether it was run or not.
func (e *execution) finish(i int, r RunReport) {
	e.runs[i].begun, e.runs[i].done = true, true
	e.failed = e.failed || r.Code != 0
	e.report.Runs[i] = r
	e.observer.Finished(i, r)
}
