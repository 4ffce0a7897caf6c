package proc

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

// Stop is the cause with which a context is cancelled when a signal asks us
// to end. It is passed on to the children.
type Stop struct { //nolint:errname // a cause, and what a user asks for, not a failure
	Signal os.Signal
	// Shared says that the children got the signal too, because a key of the
	// terminal sent it to the whole group. They are then left to end in their
	// own time: a program run by `cargo run` may take the second Ctrl-C for a
	// wish to end at once.
	Shared bool
	// Again is closed when a second signal comes: end at once. It may be nil.
	Again <-chan struct{}
}

func (s Stop) Error() string { return "interrupted by signal: " + s.Signal.String() }

// Code is the exit status of a program that ends because of the signal:
// 128+n, as a shell reports it.
func (s Stop) Code() int {
	if n, ok := s.Signal.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return 130
}

// passedOn is what the children get. A cargo ignores SIGPIPE, and has not
// written the line that nobody reads.
func (s Stop) passedOn() os.Signal {
	if s.Signal == syscall.SIGPIPE {
		return syscall.SIGTERM
	}
	return s.Signal
}

// late is how long it may take until we know of a signal that a key has sent to
// us and to our children. On a busy machine a child may have ended by it, and
// the next one have been started, before.
const late = time.Second

// watch ends the process, started at began, and all below it when ctx is cancelled before done is
// closed: with the signal that ctx carries, and by force after [Grace]. It
// returns when none of them is left.
func watch(ctx context.Context, p *os.Process, began time.Time, done <-chan struct{}) {
	select {
	case <-done:
		return
	case <-ctx.Done():
	}
	stop := Stop{Signal: os.Kill}
	errors.As(context.Cause(ctx), &stop)
	family := below(p)
	var grace <-chan time.Time
	if !stop.Shared || time.Since(began) < late {
		family.signal(stop.passedOn())
	}
	if !stop.Shared {
		timer := time.NewTimer(Grace)
		defer timer.Stop()
		grace = timer.C
	}
	if family.ended(done, grace, stop.Again) {
		return
	}
	family.join(below(p))
	family.signal(os.Kill)
	family.ended(done, time.After(Grace), nil) // the kernel takes its time; one that it cannot end is not waited for
}

// settled is how often it is looked whether processes that are not our
// children have ended: nobody tells us.
const settled = 20 * time.Millisecond

// ended waits until the process and all others of the family have ended; it is
// false when one of the two limits came first.
func (f *family) ended(done <-chan struct{}, grace <-chan time.Time, again <-chan struct{}) bool {
	tick := time.NewTicker(settled)
	defer tick.Stop()
	for {
		select {
		case <-grace:
			return false
		case <-again:
			return false
		case <-tick.C:
		}
		select {
		case <-done:
			if !f.alive() {
				return true
			}
		default:
		}
	}
}
