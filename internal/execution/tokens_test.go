package execution_test

import (
	"context"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
)

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
