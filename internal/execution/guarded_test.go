//go:build unix

package execution_test

import (
	"context"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/nested"
)

// runnerFunc is a [execution.Runner].
type runnerFunc func(ctx context.Context) proc.Result

func (f runnerFunc) Run(ctx context.Context, _ int, _ nested.Spec) proc.Result { return f(ctx) }

// TestGuardedQuiet checks that a run which prints something is not looked at.
func TestGuardedQuiet(t *testing.T) {
	t.Parallel()
	looked := make(chan struct{})
	input, release, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = input.Close() }()
	asked, atFirst := 0, 0
	guarded := execution.Guarded{
		Runner: runnerFunc(func(ctx context.Context) proc.Result {
			go func() {
				<-looked
				_ = release.Close()
			}()
			return execution.Terminal{Stdin: input}.Run(ctx, 7, nested.Spec{Program: "/bin/cat", Argv: []string{"cat"}, Dir: "/"})
		}),
		Sentinel: deadlock.Sentinel{
			Silence: time.Millisecond,
			Observe: func() ([]deadlock.Lock, bool) {
				if atFirst == 0 {
					atFirst = asked
					close(looked)
				}
				return nil, true
			},
			Parent: func(int) int { return 0 },
		},
		Quiet: func(i int) time.Duration {
			if asked++; i == 7 && asked > 3 {
				return time.Second
			}
			return 0
		},
	}
	if res := guarded.Run(t.Context(), 7, nested.Spec{Argv: []string{"cargo"}}); res.Err != nil || atFirst != 4 {
		t.Errorf("looked after %d questions, %v", atFirst, res.Err)
	}
}

// pair makes two runs that read their input for as long as there is one, and
// knows their processes.
type pair struct {
	mu    sync.Mutex
	pids  map[int]int
	input [2]*os.File
	both  chan struct{}
}

func (p *pair) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	ctx = proc.WithStarted(ctx, func(pid int) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.pids[i] = pid; len(p.pids) == 2 {
			close(p.both)
		}
	})
	return execution.Terminal{Stdin: p.input[i]}.Run(ctx, i, spec)
}

// A watch ends the run that is in the cycle, and no other.
func TestGuardedEndsItsOwnRun(t *testing.T) {
	t.Parallel()
	p := &pair{pids: map[int]int{}, both: make(chan struct{})}
	var release [2]*os.File
	for i := range 2 {
		var err error
		if p.input[i], release[i], err = os.Pipe(); err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = p.input[i].Close(), release[i].Close() }()
	}
	// The first run holds a lock that a process below it wants.
	const below = 1 << 30
	first := func() int { p.mu.Lock(); defer p.mu.Unlock(); return p.pids[0] }
	var told []string
	var toldMu sync.Mutex
	s := deadlock.NewSentinel(os.Getpid(), func(message string) {
		toldMu.Lock()
		defer toldMu.Unlock()
		told = append(told, message)
	})
	s.Silence, s.Again = time.Millisecond, time.Millisecond
	s.Holds = func(int, string) bool { return true }
	s.Observe = func() ([]deadlock.Lock, bool) {
		return []deadlock.Lock{{PID: first(), File: "a", Exclusive: true}, {PID: below, File: "a", Exclusive: true, Waiting: true}}, true
	}
	s.Parent = func(pid int) int {
		if pid == below {
			return first()
		}
		return deadlock.Parent(pid)
	}
	guarded := execution.Guarded{Runner: p, Sentinel: s}
	plan := nested.Plan{Jobs: 2}
	for range 2 {
		plan.Steps = append(plan.Steps, nested.Step{Spec: nested.Spec{Program: "/bin/cat", Argv: []string{"cat"}, Dir: "/"}})
	}
	c := newCrew(t, plan)
	rep := execution.Run(t.Context(), plan, nil, guarded, ending{c, func(i int) {
		if i == 0 { // the other one has been watched for as long
			_ = release[1].Close()
		}
	}})
	if rep.Runs[0].Outcome != execution.Failed || !strings.Contains(rep.Runs[0].Reason, "deadlock") {
		t.Errorf("the run in the circle: %+v", rep.Runs[0])
	}
	if rep.Runs[1].Outcome != execution.OK {
		t.Errorf("the other run: %+v", rep.Runs[1])
	}
	if len(told) > 0 {
		t.Errorf("told %q", told)
	}
}

// ending calls back when a run has ended.
type ending struct {
	*crew
	ended func(i int)
}

func (e ending) Finished(i int, run execution.RunReport) {
	e.crew.Finished(i, run)
	e.ended(i)
}
