package execution

import "context"

// Tokens is what runs share so that all cargos together do not run more jobs
// than they may: the first run has an implied one, each further run takes one
// before it starts. Nil means no limit.
type Tokens interface {
	// Acquire waits for a token until ctx ends. One call at a time. It should
	// return soon after ctx has ended, but nothing waits for that; if it returns
	// with a token then, the token is used or released. It may still be waiting
	// when Run has returned.
	Acquire(ctx context.Context) error
	// Release gives a token back.
	Release()
	// Refill replaces what killed processes took with them. It is called when no
	// run is active and nothing waits in Acquire.
	Refill()
}

// share is an execution's share of the tokens.
type share struct {
	tokens  Tokens
	implied bool // a run has the token that needs none
	claim   claim
}

// ready says whether there is a token for one more run. idle says that no run
// is active.
func (s *share) ready(idle bool) bool {
	if s.tokens == nil {
		return true
	}
	if idle && s.claim.settle(s.tokens) {
		s.tokens.Refill() // none of our runs has a token now, or wants one
	}
	return !s.implied || s.claim.granted
}

// take takes the token of a run that begins. It says whether that is one of the
// pool's.
func (s *share) take() (pooled bool) {
	if s.tokens == nil {
		return false
	}
	if s.implied {
		s.claim.granted = false
		return true
	}
	s.implied = true
	return false
}

// leave gives back the token of a run that has ended.
func (s *share) leave(pooled bool) {
	if pooled {
		s.tokens.Release()
	} else {
		s.implied = false
	}
}

// ask asks for a token for one more run, unless that was done already.
func (s *share) ask(ctx context.Context) { s.claim.make(ctx, s.tokens) }

// withdraw takes the request back, and gives the token back if there was one.
func (s *share) withdraw() { s.claim.withdraw(s.tokens) }

// close is withdraw after the last run.
func (s *share) close() { s.claim.abandon(s.tokens) }
