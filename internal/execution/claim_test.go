package execution_test

import (
	"context"
	"slices"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// stuck has a token only after some time, and asking for it cannot be
// interrupted: a pipe is read that blocks.
type stuck struct {
	t        *testing.T
	takes    time.Duration
	asking   atomic.Bool
	released atomic.Int32
	refilled atomic.Int32
}

func (s *stuck) Acquire(context.Context) error {
	s.asking.Store(true)
	time.Sleep(s.takes)
	s.asking.Store(false)
	return nil
}

func (s *stuck) Release() { s.released.Add(1) }

func (s *stuck) Refill() {
	if s.refilled.Add(1); s.asking.Load() {
		s.t.Error("filled up while a request is open")
	}
}

// A request that does not end when it is withdrawn keeps nothing from running
// or from ending. Its token goes back when it comes.
func TestRunDoesNotWaitForTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c=x", "d=x")
		plan.Jobs = 3
		pool := &stuck{t: t, takes: time.Hour}
		c := newCrew(t, plan)
		rep := execution.Run(t.Context(), plan, pool, c, c)
		if rep.Status() != 0 || rep.Seconds > 10 || c.peak != 1 {
			t.Errorf("status %d after %v s, %d at once", rep.Status(), rep.Seconds, c.peak)
		}
		if released, refilled := pool.released.Load(), pool.refilled.Load(); released != 0 || refilled != 1 { // before the first run
			t.Errorf("released %d, refilled %d", released, refilled)
		}
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if released := pool.released.Load(); released != 1 {
			t.Errorf("%d tokens are back, want the one that came late", released)
		}
	})
}

// A token that comes after its request was withdrawn is used where one is
// wanted again.
func TestRunUsesLateToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c")
		plan.Jobs = 3
		pool := &stuck{t: t, takes: 5 * time.Second}
		c := newCrew(t, plan)
		c.took = func(i int) time.Duration { return []time.Duration{time.Second, 10 * time.Second, time.Second}[i] }
		rep := execution.Run(t.Context(), plan, pool, c, c)
		var started []float64
		for _, r := range rep.Runs {
			started = append(started, r.Started)
		}
		if want := []float64{0, 2, 5}; !slices.Equal(started, want) || pool.released.Load() != 1 {
			t.Errorf("started at %v, want %v; %d tokens are back", started, want, pool.released.Load())
		}
	})
}

// A signal ends everything, also where a request for a token does not end.
func TestRunInterruptedWithoutAnswer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b")
		plan.Jobs = 2
		ctx, stop := context.WithCancelCause(t.Context())
		time.AfterFunc(500*time.Millisecond, func() { stop(proc.Stop{Signal: syscall.SIGTERM}) })
		c := newCrew(t, plan)
		rep := execution.Run(ctx, plan, &stuck{t: t, takes: time.Hour}, c, c)
		if rep.Status() != 143 || rep.Runs[1].Outcome != execution.Skipped || rep.Seconds > 2 {
			t.Errorf("status %d after %v s: %+v", rep.Status(), rep.Seconds, rep.Runs)
		}
		time.Sleep(2 * time.Hour) // the request ends
	})
}
