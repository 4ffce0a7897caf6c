//go:build unix

package jobserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// Acquire waits for a token until ctx ends, whose cause is then the error. Each
// of several calls at once gets its own token.
func (p *Pool) Acquire(ctx context.Context) error {
	var wake [2]int
	if err := unix.Pipe(wake[:]); err != nil {
		return fmt.Errorf("waiting for the jobserver: %w", err)
	}
	unix.CloseOnExec(wake[0])
	unix.CloseOnExec(wake[1])
	defer func() { _ = unix.Close(wake[0]) }()
	woken := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { _ = unix.Close(wake[1]); close(woken) })
	defer func() {
		if stop() {
			_ = unix.Close(wake[1])
		} else {
			<-woken
		}
	}()
	for {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		if err := wait(p.ends.read, wake[0], -1); err != nil {
			return fmt.Errorf("waiting for the jobserver: %w", err)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		switch got, err := p.take(ctx); {
		case err != nil:
			return err
		case got:
			return nil
		}
	}
}

// wait returns when one of the two can be read, or was closed, or after some
// milliseconds.
func wait(a, b, timeout int) error {
	fds := []unix.PollFd{{Fd: int32(a), Events: unix.POLLIN}, {Fd: int32(b), Events: unix.POLLIN}} //nolint:gosec // descriptors fit
	for {
		if _, err := unix.Poll(fds, timeout); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// take takes a token if there is one. A read that may block waits no longer
// than ctx; it then gives back what it gets, whenever that comes.
func (p *Pool) take(ctx context.Context) (bool, error) {
	if !p.ends.readMayBlock {
		return p.got(p.read())
	}
	type answer struct {
		token byte
		err   error
	}
	answers := make(chan answer)
	if !p.fly() {
		return false, os.ErrClosed
	}
	go func() {
		defer p.land()
		token, err := p.read()
		select {
		case answers <- answer{token, err}:
		case <-ctx.Done():
			if err == nil {
				p.put([]byte{token})
			}
		}
	}()
	select {
	case a := <-answers:
		return p.got(a.token, a.err)
	case <-ctx.Done():
		return false, nil
	}
}

// read reads one token. EAGAIN means that there is none.
func (p *Pool) read() (byte, error) {
	var token [1]byte
	n, err := unix.Read(p.ends.read, token[:])
	if err == nil && n == 0 {
		err = io.EOF
	}
	return token[0], err
}

func (p *Pool) got(token byte, err error) (bool, error) {
	switch {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("reading from the jobserver: %w", err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = append(p.held, token)
	return true, nil
}

// Release gives a token back. That of a make that has ended is lost.
func (p *Pool) Release() {
	p.mu.Lock()
	last := len(p.held) - 1
	if last < 0 { // it was returned with the pool
		p.mu.Unlock()
		return
	}
	token := p.held[last:]
	p.held = p.held[:last:last]
	p.mu.Unlock()
	p.put(token)
}

// patience is how long a write that may block is waited for. It blocks only if
// others fill the pipe between two calls of ours.
const patience = 50 * time.Millisecond

// put writes tokens. Those that do not fit in the pipe are dropped: some
// program has put in more than there are.
func (p *Pool) put(tokens []byte) {
	if !p.ends.writeMayBlock {
		p.write(tokens)
		return
	}
	if !p.fly() {
		return
	}
	written := make(chan struct{})
	go func() {
		defer p.land()
		defer close(written)
		fds := []unix.PollFd{{Fd: int32(p.ends.write), Events: unix.POLLOUT}} //nolint:gosec // a descriptor fits
		if n, err := unix.Poll(fds, 0); n == 1 && err == nil {
			p.write(tokens)
		}
	}()
	select {
	case <-written:
	case <-time.After(patience):
	}
}

func (p *Pool) write(tokens []byte) {
	for len(tokens) > 0 {
		n, err := unix.Write(p.ends.write, tokens)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return
		}
		tokens = tokens[max(n, 0):]
	}
}
