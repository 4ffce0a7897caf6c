package execution

import "context"

// claim is a request for a token that nobody waits for but the execution: of
// several things that may happen next, a token is one.
type claim struct {
	granted bool // there is a token for the next run
	answer  chan error
	cancel  context.CancelFunc
	broken  bool // there are no more tokens to be had
}

// make asks for a token, unless that was done already.
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
	c.answer, c.cancel = nil, nil
	c.granted = err == nil
	c.broken = err != nil
}

// withdraw takes the request back, and the token if there was one.
func (c *claim) withdraw(tokens Tokens) {
	if c.answer != nil {
		c.cancel()
		c.answered(<-c.answer)
		c.broken = false
	}
	if c.granted {
		tokens.Release()
		c.granted = false
	}
}
