// Package hint is errors that say what to do about them.
//
// It knows no error of any other package and prints nothing. A package that
// knows the remedy attaches it where it creates the error, and the command line
// prints it once.
package hint

import "errors"

// hinted is an error with its remedy.
type hinted struct {
	error
	remedy string
}

// New returns an error with a remedy: a command to type, or what to change.
// Like an error from errors.New it is equal only to itself.
func New(message, remedy string) error { return &hinted{errors.New(message), remedy} }

// With attaches a remedy to an error. It takes precedence over one that the
// error already carries.
func With(err error, remedy string) error { return &hinted{err, remedy} }

// Unwrap returns the error itself.
func (h *hinted) Unwrap() error { return h.error }

// Remedy returns what to do.
func (h *hinted) Remedy() string { return h.remedy }

// Of returns the first remedy in err's chain, "" when there is none. Error
// types of other packages take part with a method Remedy.
func Of(err error) string {
	var carrier interface {
		error
		Remedy() string
	}
	if !errors.As(err, &carrier) {
		return ""
	}
	if remedy := carrier.Remedy(); remedy != "" {
		return remedy
	}
	return Of(errors.Unwrap(carrier))
}
