package execution_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// crew makes runs that take as long as it says, in the time of a synctest
// bubble, and holds that no rule of the plan is broken.
type crew struct {
	t      *testing.T
	plan   nested.Plan
	took   func(i int) time.Duration
	result func(i, attempt int) proc.Result

	mu       sync.Mutex
	running  map[int]bool
	attempts map[int]int
	peak     int

	observing bool
	started   map[int]bool
	ended     map[int]bool
	order     []int // of endings
	retried   []int
}

func newCrew(t *testing.T, plan nested.Plan) *crew {
	t.Helper()
	return &crew{
		t: t, plan: plan, took: func(int) time.Duration { return time.Second },
		result:  func(int, int) proc.Result { return proc.Result{} },
		running: map[int]bool{}, attempts: map[int]int{}, started: map[int]bool{}, ended: map[int]bool{},
	}
}

func (c *crew) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	c.enter(i, spec)
	defer c.exit(i)
	start := time.Now()
	select {
	case <-time.After(c.took(i)):
	case <-ctx.Done():
		return proc.Result{Code: 130, Signal: "interrupt", Duration: time.Since(start)}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	res := c.result(i, c.attempts[i])
	res.Duration = time.Since(start)
	return res
}

func (c *crew) enter(i int, spec nested.Spec) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if want := c.plan.Steps[i].Spec.Dir; spec.Dir != want || c.running[i] {
		c.t.Errorf("step %d runs in %s, twice: %v", i, spec.Dir, c.running[i])
	}
	for other := range c.running {
		for _, dir := range c.plan.Steps[other].Turns {
			if slices.Contains(c.plan.Steps[i].Turns, dir) {
				c.t.Errorf("%d and %d are both in %s", i, other, dir)
			}
		}
	}
	for _, before := range c.plan.Steps[i].After {
		if !c.ended[before] {
			c.t.Errorf("%d started before %d had ended", i, before)
		}
	}
	c.running[i] = true
	c.attempts[i]++
	c.peak = max(c.peak, len(c.running))
}

func (c *crew) exit(i int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.running, i)
}

// alone holds that no two calls of an observer overlap.
func (c *crew) alone() func() {
	c.mu.Lock()
	if c.observing {
		c.t.Error("two calls of the observer at a time")
	}
	c.observing = true
	c.mu.Unlock()
	return func() {
		c.mu.Lock()
		c.observing = false
		c.mu.Unlock()
	}
}

func (c *crew) Starting(i int, step nested.Step) {
	defer c.alone()()
	if c.started[i] || step.Spec.Dir != c.plan.Steps[i].Spec.Dir {
		c.t.Errorf("step %d: %+v", i, step)
	}
	c.started[i] = true
}

func (c *crew) Retrying(i, attempt int) {
	defer c.alone()()
	c.retried = append(c.retried, i)
	if attempt != c.attempts[i]+1 {
		c.t.Errorf("step %d, attempt %d after %d", i, attempt, c.attempts[i])
	}
}

func (c *crew) Finished(i int, _ execution.RunReport) {
	defer c.alone()()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ended[i] {
		c.t.Errorf("step %d finished twice", i)
	}
	c.ended[i] = true
	c.order = append(c.order, i)
}

// steps is a plan with a step for each word, "name", with "name=dir,dir" for
// its turns and "name<0,1" for what it comes after.
func steps(words ...string) nested.Plan {
	var plan nested.Plan
	for _, word := range words {
		what, after, _ := strings.Cut(word, "<")
		name, turns, _ := strings.Cut(what, "=")
		step := nested.Step{Spec: nested.Spec{Dir: name, Argv: []string{"cargo"}}}
		if turns != "" {
			step.Turns = strings.Split(turns, ",")
		}
		for i := range strings.SplitSeq(after, ",") {
			n := 0
			if _, err := fmt.Sscan(i, &n); err == nil {
				step.After = append(step.After, n)
			}
		}
		plan.Steps = append(plan.Steps, step)
	}
	return plan
}

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

// purse has tokens.
type purse struct {
	mu     sync.Mutex
	free   int
	taken  int
	wanted chan struct{}
}

func (p *purse) Acquire(ctx context.Context) error {
	for {
		p.mu.Lock()
		if p.free > 0 {
			p.free--
			p.taken++
			p.mu.Unlock()
			return nil
		}
		if p.wanted == nil {
			p.wanted = make(chan struct{})
		}
		wanted := p.wanted
		p.mu.Unlock()
		select {
		case <-wanted:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}

func (p *purse) Release() {
	p.put(1)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.taken--
}

func (p *purse) count() (free, taken int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.free, p.taken
}

func (p *purse) put(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.free += n
	if p.wanted != nil {
		close(p.wanted)
		p.wanted = nil
	}
}

func (*purse) Refill() {}

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

// The first run needs no token, and no token is kept that nothing is started
// with: the cargos that run want it.
func TestRunTakesTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c", "d=x", "e=x")
		plan.Jobs = 4
		pool := &purse{}
		c := newCrew(t, plan)
		time.AfterFunc(1500*time.Millisecond, func() { pool.put(1) })
		time.AfterFunc(2700*time.Millisecond, func() {
			if free, taken := pool.count(); free != 1 || taken != 0 {
				t.Errorf("%d tokens are free, %d taken: e cannot start, but keeps one", free, taken)
			}
		})
		rep := execution.Run(t.Context(), plan, pool, c, c)
		var started []float64
		for _, r := range rep.Runs {
			started = append(started, r.Started)
		}
		if want := []float64{0, 1, 1.5, 2, 3}; !slices.Equal(started, want) || pool.free != 1 {
			t.Errorf("started at %v, want %v; %d tokens are back", started, want, pool.free)
		}
	})
}

// Where no tokens can be had, because the make above has ended, one run is
// made after the other.
func TestRunWithoutTokens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		plan := steps("a", "b", "c")
		plan.Jobs = 3
		c := newCrew(t, plan)
		if rep := execution.Run(t.Context(), plan, broken{}, c, c); rep.Status() != 0 || c.peak != 1 {
			t.Errorf("%d at once: %+v", c.peak, rep)
		}
	})
}

type broken struct{}

func (broken) Acquire(context.Context) error { return context.DeadlineExceeded }
func (broken) Release()                      {}
func (broken) Refill()                       {}

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
