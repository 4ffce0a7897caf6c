package execution

import (
	"context"
	"errors"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Judged is why a run counts as failed although cargo has succeeded.
type Judged struct { //nolint:errname // a verdict on what has succeeded
	Code   int // the exit status that it counts as
	Reason string
}

func (j Judged) Error() string { return j.Reason }

// expired is why a run was ended: it took too long. Unlike one that we could not
// start, it may succeed if it is tried again.
type expired struct{ limit time.Duration }

func (e expired) Error() string { return "timed out after " + short(e.limit) }

// short is a duration without parts that are zero: 10m, not 10m0s.
func short(d time.Duration) string {
	text := d.String()
	if d >= time.Minute && d%time.Minute == 0 {
		text = text[:len(text)-len("0s")]
	}
	if d >= time.Hour && d%time.Hour == 0 {
		text = text[:len(text)-len("0m")]
	}
	return text
}

// Limited is a [Runner] that ends a run which takes longer than Limit, with all
// that it has started. 0 is no limit.
type Limited struct {
	Runner

	Limit time.Duration
}

// Run runs the step.
func (l Limited) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	if l.Limit == 0 {
		return l.Runner.Run(ctx, i, spec)
	}
	late := expired{l.Limit}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	timer := time.AfterFunc(l.Limit, func() { cancel(proc.Ended{Why: late}) })
	defer timer.Stop()
	res := l.Runner.Run(ctx, i, spec)
	if errors.As(context.Cause(ctx), &late) && (res.Err != nil || res.Code != 0) {
		res.Err = late
	}
	return res
}
