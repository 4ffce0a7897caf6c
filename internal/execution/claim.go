package execution

import (
	"context"
	"time"
)

// claim is a request for a token that only the execution waits for: a token is
// one of several things that may happen next. There is at most one request. A
// withdrawn one ends when it can: it may be stuck reading from a pipe until a
// process puts a token in, which may never happen.
type claim struct {
	granted   bool       // there is a token for the next run
	answer    chan error // of the request, nil if there is none
	cancel    context.CancelFunc
	withdrawn bool
	broken    bool // no more tokens can be obtained
}

// patience is how long the execution waits for a request that it has withdrawn,
// when the next step is better done without one. That is longer than a busy
// machine needs for a request that ends.
const patience = time.Second

// make asks for a token, unless that was done already. If the request was
// withdrawn and still comes back with a token, that one is as good as any.
func (c *claim) make(ctx context.Context, tokens Tokens) {
	if c.granted || c.broken || c.answer != nil {
		return
	}
	answer := make(chan error, 1)
	ctx, cancel := context.WithCancel(ctx)
	c.answer, c.cancel = answer, cancel
	go func() { answer <- tokens.Acquire(ctx) }()
}

// answered handles the answer. If tokens cannot be obtained, runs follow one
// another, each with the implied token.
func (c *claim) answered(err error) {
	c.cancel()
	c.granted = err == nil
	c.broken = err != nil && !c.withdrawn
	c.answer, c.cancel, c.withdrawn = nil, nil, false
}

// withdraw takes the request back, and returns the token if there was one. It
// does not wait for the answer. If that is a token, it is granted, and the next
// run uses it, or the next withdrawal returns it.
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

// abandon gives the claim up. A token that arrives later is still returned.
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
