package execution_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// crew makes runs that take as long as it says, in the time of a synctest
// bubble, and checks that no rule of the plan is broken.
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

// alone checks that no two calls of an observer overlap.
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
