package execution

import (
	"context"
	"time"
)

// claim is a request for a token that nobody waits for but the execution: of
// several things that may happen next, a token is one. There is at most one
// request. One that is withdrawn ends when it can: it may be stuck in reading
// from a pipe until somebody puts a token in, which may be never.
type claim struct {
	granted   bool       // there is a token for the next run
	answer    chan error // of the request, nil when there is none
	cancel    context.CancelFunc
	withdrawn bool
	broken    bool // there are no more tokens to be had
}

// patience is how long the execution waits for a request that it has withdrawn,
// where what follows is better done without one. That is longer than a busy
// machine needs for a request that ends.
const patience = time.Second

// make asks for a token, unless that was done already. If the request was
// withdrawn and comes back with a token all the same, that is as good as any.
func (c *claim) make(ctx context.Context, tokens Tokens) {
	if c.granted || c.broken || c.answer != nil {
		return
	}
	answer := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	c.answer, c.cancel = answer, cancel
	go func() { answer <- tokens.Acquire(ctx) }()
}

// answered is the answer. Where tokens cannot be had, one run is made after
// the other, each with the token that needs none.
func (c *claim) answered(err error) {
	c.cancel()
	c.granted = err == nil
	c.broken = err != nil && !c.withdrawn
	c.answer, c.cancel, c.withdrawn = nil, nil, false
}

// withdraw takes the request back, and gives the token back if there was one.
// It does not wait for the answer. If that is a token, it is granted, and the
// next run has it, or the next withdrawal gives it back.
func (c *claim) withdraw(tokens Tokens) {
	if c.answer != nil {
		c.cancel()
		c.withdrawn = true
	}
	if c.granted {
		tokens.Release()
		c.granted = false
	}
}

// settle withdraws the request and says whether it has ended.
func (c *claim) settle(tokens Tokens) bool {
	c.withdraw(tokens)
	if c.answer == nil {
		return true
	}
	select {
	case err := <-c.answer:
		c.answered(err)
		c.withdraw(tokens)
		return true
	case <-time.After(patience):
		return false
	}
}

// abandon is the last that is heard of the claim. A token that comes later still
// goes back.
func (c *claim) abandon(tokens Tokens) {
	if c.settle(tokens) {
		return
	}
	answer := c.answer
	go func() {
		if err := <-answer; err == nil {
			tokens.Release()
		}
	}()
}
