package proc

import (
	"errors"
	"os"
	"syscall"
)

// Stop is the cause with which a context is cancelled when a signal asks us
// to end. It is passed on to the children.
type Stop struct{ Signal os.Signal } //nolint:errname // a cause, not a failure

func (s Stop) Error() string { return "interrupted by signal: " + s.Signal.String() }

// Code is the exit status of a program that ends because of the signal:
// 128+n, as a shell reports it.
func (s Stop) Code() int {
	if n, ok := s.Signal.(syscall.Signal); ok {
		return 128 + int(n)
	}
	return 130
}

// pass hands the signal in cause on to p, and kills p where the system does
// not know signals.
func pass(p *os.Process, cause error) error {
	var stop Stop
	if errors.As(cause, &stop) && p.Signal(stop.Signal) == nil {
		return nil
	}
	return p.Kill()
}
