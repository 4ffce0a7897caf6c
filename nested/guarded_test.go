package nested_test

import (
	"context"
	"testing"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/waits"
	"github.com/cargo-nw/cargo-nw/nested"
)

// runnerFunc is a [nested.Runner].
type runnerFunc func(ctx context.Context) proc.Result

func (f runnerFunc) Run(ctx context.Context, _ int, _ nested.Spec) proc.Result { return f(ctx) }

// TestGuardedQuiet holds that a run which prints something is not looked at.
func TestGuardedQuiet(t *testing.T) {
	t.Parallel()
	looked := make(chan struct{})
	asked, atFirst := 0, 0
	guarded := nested.Guarded{
		Runner: runnerFunc(func(context.Context) proc.Result {
			<-looked
			return proc.Result{}
		}),
		Sentinel: waits.Sentinel{
			Silence: time.Millisecond,
			Observe: func() ([]waits.Lock, bool) {
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
