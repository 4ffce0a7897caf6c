package execution

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/proc/deadlock"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Guarded is a [Runner] that ends a run in which processes are deadlocked, and
// reports the cycle as the reason.
type Guarded struct {
	Runner   Runner
	Sentinel deadlock.Sentinel
	// Quiet is how long step i has not printed anything; nil if the output of runs
	// does not pass through us. It replaces the sentinel's own.
	Quiet func(i int) time.Duration
}

// Run runs the step and watches it: the process that is started for it and all
// below that one; other runs have their own watches.
func (g Guarded) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	ctx, cancel := context.WithCancelCause(ctx)
	sentinel := g.Sentinel
	sentinel.Locked = func() string { return locked(spec) }
	if g.Quiet != nil {
		sentinel.Quiet = func() time.Duration { return g.Quiet(i) }
	}
	started := make(chan int, 1)
	hang := make(chan error, 1)
	go func() {
		var err error
		select {
		case sentinel.PID = <-started:
			err = sentinel.Watch(ctx)
		case <-ctx.Done():
		}
		if err != nil {
			cancel(err)
		}
		hang <- err
	}()
	res := g.Runner.Run(proc.WithStarted(ctx, func(pid int) {
		select {
		case started <- pid:
		default: // not the first
		}
	}), i, spec)
	cancel(nil)
	if err := <-hang; err != nil {
		res.Err = fmt.Errorf("%w; it was ended: %s", err, remedy)
	}
	return res
}

// remedy is what to change about a cycle. Cargo-nw never starts one that it
// would cause itself.
const remedy = "a cargo that a build script starts needs a --target-dir that no other cargo is building in"

// locked is a lock file in the directories that the run builds in which some
// process has locked, "" if there is none.
func locked(spec nested.Spec) string {
	command, err := args.ParseCargo(spec.Argv[1:], nil)
	if err != nil {
		return ""
	}
	files := lockguard.LockFiles(spec.Root, command, spec.Env)
	if i := slices.IndexFunc(files, deadlock.Locked); i >= 0 {
		return files[i]
	}
	return ""
}
