package execution_test

import (
	"context"
	"slices"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

func TestRunFailFastAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c", "d<0")
		plan.Jobs, plan.FailFast = 2, true
		c := newCrew(t, plan)
		c.result = func(i, _ int) proc.Result { return proc.Result{Code: i} }
		c.took = func(i int) time.Duration { return time.Duration(3-i) * time.Second }
		rep := execution.Run(t.Context(), plan, nil, c, c)
		var got []execution.Outcome
		for _, r := range rep.Runs {
			got = append(got, r.Outcome)
		}
		if want := []execution.Outcome{execution.OK, execution.Failed, execution.Skipped, execution.Skipped}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// A signal reaches all that run; what has not started, or wants another
// attempt, is not started any more.
func TestRunInterruptedAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c=x", "d=x", "e")
		plan.Jobs, plan.Retries = 3, 5
		ctx, stop := context.WithCancelCause(t.Context())
		time.AfterFunc(500*time.Millisecond, func() { stop(proc.Stop{Signal: syscall.SIGINT}) })
		c := newCrew(t, plan)
		rep := execution.Run(ctx, plan, &purse{free: 2}, c, c)
		var got []execution.Outcome
		for _, r := range rep.Runs {
			got = append(got, r.Outcome)
		}
		want := []execution.Outcome{execution.Killed, execution.Killed, execution.Killed, execution.Skipped, execution.Skipped}
		if !slices.Equal(got, want) || rep.Status() != 130 || len(c.retried) > 0 {
			t.Errorf("got %q, status %d, retried %v", got, rep.Status(), c.retried)
		}
	})
}
