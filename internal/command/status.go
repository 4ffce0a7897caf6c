package command

import (
	"errors"
	"syscall"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// cargo-nw's own exit statuses. All others are cargo's. See
// docs/adr/0001-exit-status.md.
const (
	OK         = 0
	UsageError = 2
	CannotRun  = execution.StartFailure // cargo-nw itself could not do its work
	Found      = 4                      // a cargo-nw check failed
)

// Status maps an error to its exit status.
func Status(err error) int {
	if usage := (*args.UsageError)(nil); errors.As(err, &usage) {
		return UsageError
	}
	if errors.As(err, new(found)) {
		return Found
	}
	if stop := (proc.Stop{}); errors.As(err, &stop) {
		return stop.Code()
	}
	if errors.Is(err, syscall.EPIPE) {
		return proc.Stop{Signal: syscall.SIGPIPE}.Code() // the reader has read enough
	}
	return CannotRun
}

// Usage is an error in the command line, with the line to type.
func Usage(message, remedy string) error { return &args.UsageError{Message: message, Hint: remedy} }

// found is an error of one of our checks.
type found struct{ error }

func (f found) Unwrap() error { return f.error }

// Refusal is an error whose status is [Found]: what was asked for is not there.
func Refusal(message, remedy string) error { return found{hint.New(message, remedy)} }
