package execution_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// timeless is a report without what depends on the timing.
func timeless(rep execution.Report) execution.Report {
	rep.Seconds = 0
	rep.Runs = slices.Clone(rep.Runs)
	for i := range rep.Runs {
		rep.Runs[i].Seconds, rep.Runs[i].Started, rep.Runs[i].Waited = 0, 0, 0
	}
	return rep
}

// Whatever the timing, the report is the same but for the times, and that of
// a sequence but for the number of jobs.
func TestRunShuffled(t *testing.T) {
	t.Parallel()
	plan := steps("a", "b=x", "c=x,y", "d=y", "e<0", "f=x<1,4", "g", "h", "i=z", "j=z<8", "k", "l")
	plan.Steps[6].Verdict = lockguard.Verdict{Action: lockguard.Leave, Reason: "left"}
	plan.Steps[7].Verdict = lockguard.Verdict{Action: lockguard.Refuse, Failure: true, Reason: "refused"}
	plan.Retries = 2
	result := func(i, attempt int) proc.Result {
		switch {
		case i == 2:
			return proc.Result{Code: 101}
		case i == 3 && attempt < 2, i == 8 && attempt < 3:
			return proc.Result{Code: 7}
		case i == 10:
			return proc.Result{Code: 137, Signal: "killed"}
		}
		return proc.Result{}
	}
	var want execution.Report
	synctest.Test(t, func(t *testing.T) {
		c := newCrew(t, plan)
		c.result = result
		want = timeless(execution.Run(t.Context(), plan, nil, c, c))
		if !slices.IsSorted(c.order) {
			t.Errorf("in sequence they end in order %v", c.order)
		}
	})
	if want.Status() != 101 || want.Runs[3].Attempts != 2 || want.Runs[8].Attempts != 3 || want.Runs[10].Attempts != 3 || want.Runs[2].Attempts != 3 {
		t.Fatalf("in sequence: %+v", want)
	}
	orders := map[string]bool{}
	for round := range 200 {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(uint64(round), 5))
			plan := plan
			plan.Jobs = 2 + random.IntN(6)
			tokens := &purse{free: random.IntN(plan.Jobs)}
			took := make([]time.Duration, len(plan.Steps))
			for i := range took {
				took[i] = time.Duration(random.IntN(5000)) * time.Millisecond
			}
			c := newCrew(t, plan)
			c.result, c.took = result, func(i int) time.Duration { return took[i] }
			rep := execution.Run(t.Context(), plan, tokens, c, c)
			got := timeless(rep)
			if got.Jobs != plan.Jobs {
				t.Errorf("jobs %d, want %d", got.Jobs, plan.Jobs)
			}
			got.Jobs = want.Jobs
			if !reflect.DeepEqual(got, want) {
				t.Errorf("round %d: got\n%+v\nwant\n%+v", round, got, want)
			}
			if c.peak > plan.Jobs {
				t.Errorf("%d at once, want %d at the most", c.peak, plan.Jobs)
			}
			orders[fmt.Sprint(c.order)] = true
		})
	}
	if len(orders) < 100 {
		t.Errorf("only %d orders of ending in 200 rounds", len(orders))
	}
}
