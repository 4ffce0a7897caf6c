package proc

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"syscall"
	"time"
)

// Grace is how long an interrupted child may take to end before it is killed.
// It is also how long the pipes of a child that has ended are still read: a
// grandchild that lives on (sccache starts its server this way) would hold them
// open forever.
const Grace = 5 * time.Second

// Command is one process to start. Streams that are *os.File are handed to the
// child as they are, so that it sees the same terminal; a nil one is the null
// device.
type Command struct {
	Path string   // absolute path of the program
	Argv []string // with the program's name as the first word, only for display; see [Run]
	Dir  string   // absolute
	Env  []string // all of it, as in os/exec; [Run] adds a mark of ours

	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Result is how a process ended.
type Result struct {
	Code     int           // exit code; 128+n when killed by signal n
	Signal   string        // the signal that killed it ("interrupt"), "" if none
	Duration time.Duration // wall time
	// Err is why it could not be started, ctx.Err() among others; Code is then
	// meaningless.
	Err error
}

// Run starts c and waits for it to end. When ctx is cancelled with a [Stop] as
// its cause, the child and all that it has started get that signal; after
// [Grace] they are killed. When we are killed ourselves, the child ends, too,
// on Linux.
//
// The child's argv[0] is its path: cargo looks itself up by it
// (src/cargo/util/context/mod.rs, cargo_exe), and with just "cargo" it would
// tell its build scripts the first one on PATH, whichever was started.
func Run(ctx context.Context, c Command) Result {
	began := time.Now()
	if err := ctx.Err(); err != nil {
		return Result{Err: err}
	}
	// Not ctx itself: os/exec would know only the child, and only how to kill it.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), c.Path) //nolint:gosec // what to run has been decided before
	cmd.Args = slices.Concat([]string{c.Path}, c.Argv[1:])
	cmd.Dir = c.Dir
	cmd.Env = marked(c.Env)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.Stdin, c.Stdout, c.Stderr
	cmd.WaitDelay = Grace

	held, err := start(cmd)
	if err != nil {
		return Result{Err: err, Duration: time.Since(began)}
	}
	tellStarted(ctx, cmd.Process.Pid)
	done, watched := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(watched)
		watch(ctx, cmd.Process, held, done)
	}()
	settle(cmd.Process)
	err = cmd.Wait()
	res := Result{Duration: time.Since(began)}
	if cmd.ProcessState != nil {
		res.Code, res.Signal = status(cmd.ProcessState)
	}
	if res.Signal == syscall.SIGINT.String() || res.Signal == syscall.SIGQUIT.String() {
		select { // a key may have sent it to us, too: nothing starts after it
		case <-ctx.Done():
		case <-time.After(late):
		}
	}
	close(done)
	<-watched
	held.end()
	if cmd.ProcessState == nil {
		res.Err = err
		return res
	}
	if ctx.Err() == nil && res.Code == 0 && err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		res.Err = err
	}
	return res
}
