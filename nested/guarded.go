package nested

import (
	"context"

	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/waits"
)

// Guarded is a [Runner] that ends a run in which processes wait for each other
// for ever, and reports the circle as the reason.
type Guarded struct {
	Runner   Runner
	Sentinel waits.Sentinel
}

// Run runs the step and watches it.
func (g Guarded) Run(ctx context.Context, i int, spec Spec) proc.Result {
	ctx, cancel := context.WithCancelCause(ctx)
	hang := make(chan error, 1)
	go func() {
		err := g.Sentinel.Watch(ctx)
		if err != nil {
			cancel(err)
		}
		hang <- err
	}()
	res := g.Runner.Run(ctx, i, spec)
	cancel(nil)
	if err := <-hang; err != nil {
		res.Err = err
	}
	return res
}
