package execution_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

// A run waits only for the directories of another, and says how long.
func TestRunTakesTurns(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a=x", "b=x", "c=y", "d=x,y", "e")
		plan.Jobs = 4
		c := newCrew(t, plan)
		c.took = func(i int) time.Duration { return time.Duration(i+1) * time.Second }
		rep := execution.Run(t.Context(), plan, nil, c, c)
		var got []string
		for _, r := range rep.Runs {
			got = append(got, fmt.Sprintf("%s %v %v", r.Dir, r.Started, r.Waited))
		}
		want := []string{"a 0 0", "b 1 1", "c 0 0", "d 3 3", "e 0 0"}
		if !slices.Equal(got, want) || rep.Seconds != 7 {
			t.Errorf("got %q in %v s, want %q", got, rep.Seconds, want)
		}
	})
}
