package proc

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"time"
)

// Grace is how long an interrupted child may take to end by itself before it
// is killed. It is also how long the pipes of a child that has ended are still
// read: a grandchild that lives on (sccache starts its server this way) would
// hold them open for ever.
const Grace = 5 * time.Second

// Command is one process to start. Streams that are *os.File are handed to the
// child as they are, so that it sees the same terminal; a nil one is the null
// device.
type Command struct {
	Path string   // absolute path of the program
	Argv []string // with the program's name as first word
	Dir  string   // absolute
	Env  []string // all of it, as in os/exec

	Stdin          io.Reader
	Stdout, Stderr io.Writer
}

// Result is how a process ended.
type Result struct {
	Code     int           // exit code; 128+n when killed by signal n
	Signal   string        // the signal that killed it ("interrupt"), "" when none
	Duration time.Duration // wall time
	// Err is why it could not be started, ctx.Err() among others; Code is then
	// meaningless.
	Err error
}

// Run starts c and waits for it to end. When ctx is cancelled with a [Stop] as
// its cause, the child gets that signal; after [Grace] it is killed.
func Run(ctx context.Context, c Command) Result {
	start := time.Now()
	cmd := exec.CommandContext(ctx, c.Path) //nolint:gosec // to run what it is given is what this is for
	cmd.Args = c.Argv
	cmd.Dir = c.Dir
	cmd.Env = c.Env
	cmd.Stdin, cmd.Stdout, cmd.Stderr = c.Stdin, c.Stdout, c.Stderr
	cmd.Cancel = func() error { return pass(cmd.Process, context.Cause(ctx)) }
	cmd.WaitDelay = Grace

	if err := cmd.Start(); err != nil {
		return Result{Err: err, Duration: time.Since(start)}
	}
	err := cmd.Wait()
	res := Result{Duration: time.Since(start)}
	if cmd.ProcessState == nil {
		res.Err = err
		return res
	}
	res.Code, res.Signal = status(cmd.ProcessState)
	if ctx.Err() == nil && res.Code == 0 && err != nil && !errors.Is(err, exec.ErrWaitDelay) {
		res.Err = err
	}
	return res
}
