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
	// terminal sent it to the whole group. They may then take their time to
	// end: to a program run by `cargo run`, a second Ctrl-C may mean to end at
	// once.
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

// Ended is the cause with which the context of one run is cancelled when it, and
// what it has started, is to end as after a SIGTERM: in its own time at first.
type Ended struct{ Why error } //nolint:errname // a cause, like Stop

func (e Ended) Error() string { return e.Why.Error() }

// Unwrap returns the reason.
func (e Ended) Unwrap() error { return e.Why }

// passedOn is what the children get. A cargo ignores SIGPIPE, and it did not
// write the line that has no reader.
func (s Stop) passedOn() os.Signal {
	if s.Signal == syscall.SIGPIPE {
		return syscall.SIGTERM
	}
	return s.Signal
}

// late is how long it may take until we notice a signal that a key has sent to
// us and our children. On a busy machine it may end a child, and the next one
// may start, before that.
const late = time.Second

// watch ends the process and all below it when ctx is cancelled before done is
// closed: with the signal that ctx carries, and by force after [Grace]. It
// returns when none of them is left. done is closed when the process has ended.
func watch(ctx context.Context, p *os.Process, held tie, done <-chan struct{}) {
	select {
	case <-done:
		if ctx.Err() == nil {
			return
		}
	case <-ctx.Done():
	}
	stop := Stop{Signal: os.Kill}
	all := errors.As(context.Cause(ctx), &stop) // not only this run
	if one := (Ended{}); !all && errors.As(context.Cause(ctx), &one) {
		stop.Signal = syscall.SIGTERM
	}
	family := newFamily(p, held, all)
	var missed, grace <-chan time.Time
	if stop.Shared {
		missed = time.After(late)
	} else {
		family.signal(stop.passedOn())
		grace = time.After(Grace)
	}
	for tick := time.Tick(settling); ; {
		select {
		case <-missed:
			// A cargo has no handler: if it lives, the signal came before it
			// started, or not from a key.
			if !over(done) && !minds(p.Pid, stop.Signal) {
				family.signal(stop.passedOn())
				grace = time.After(Grace)
			}
		case <-grace:
			family.kill(done)
			return
		case <-stop.Again:
			family.kill(done)
			return
		case <-tick:
			if ended := over(done); !family.alive() && ended {
				return
			}
		}
	}
}

// settling is how often we check whether processes that are not our children
// have ended: there is no notification.
const settling = 20 * time.Millisecond

// kill ends all by force. The kernel takes its time; one that it cannot end is
// not waited for.
func (f *family) kill(done <-chan struct{}) {
	f.signal(os.Kill)
	tick := time.Tick(settling)
	for limit := time.After(Grace); ; {
		select {
		case <-limit:
			return
		case <-tick:
			if ended := over(done); !f.alive() && ended {
				return
			}
		}
	}
}

func over(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}
