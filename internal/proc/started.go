package proc

import "context"

type startedKey struct{}

// WithStarted gives a context with which [Run] says, from its own goroutine,
// which process it has started. Earlier callbacks are called, too.
func WithStarted(ctx context.Context, started func(pid int)) context.Context {
	outer := ctx
	return context.WithValue(ctx, startedKey{}, func(pid int) { tellStarted(outer, pid); started(pid) })
}

func tellStarted(ctx context.Context, pid int) {
	if started, ok := ctx.Value(startedKey{}).(func(pid int)); ok {
		started(pid)
	}
}
