package execution_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// What could not be started is not tried again, and nothing is that succeeds.
func TestRunRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c", "d")
		plan.Retries = 2
		c := newCrew(t, plan)
		c.result = func(i, attempt int) proc.Result {
			switch {
			case i == 1:
				return proc.Result{Err: context.DeadlineExceeded}
			case i == 2 && attempt == 1, i == 3:
				return proc.Result{Code: attempt}
			}
			return proc.Result{}
		}
		rep := execution.Run(t.Context(), plan, nil, c, c)
		var got []string
		for _, r := range rep.Runs {
			got = append(got, fmt.Sprintf("%s %d %d %v", r.Outcome, r.Code, r.Attempts, r.Seconds))
		}
		if want := []string{"ok 0 1 1", "failed 3 1 1", "ok 0 2 2", "failed 3 3 3"}; !slices.Equal(got, want) || !slices.Equal(c.retried, []int{2, 3, 3}) {
			t.Errorf("got %q, want %q; retried %v", got, want, c.retried)
		}
	})
}
