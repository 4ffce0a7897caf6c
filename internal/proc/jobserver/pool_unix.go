//go:build unix

package jobserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"golang.org/x/sys/unix"
)

// Pool is a jobserver: one of our own, or that of a make or cargo above us.
type Pool struct {
	auth   string
	ends   ends
	size   int // tokens in a pool of our own, all of them
	mu     sync.Mutex
	held   []byte // the tokens that we have: make wants back what it gave
	closed []int  // descriptors to close in the end
}

// ends are the descriptors through which we take tokens and give them back.
type ends struct{ read, write int }

// capacity is how many tokens every pipe has room for. One more would block us.
const capacity = 4096

// New is a pool with a token for each job but the first, for processes that
// are started after this. jobs is 1 or more. The second number is how many
// cargos run at once, which matters where they cannot share.
func New(jobs, _ int) (*Pool, error) {
	var fds [2]int
	if err := unix.Pipe(fds[:]); err != nil { // inherited by all that we start
		return nil, fmt.Errorf("making a jobserver: %w", err)
	}
	p := &Pool{auth: fmt.Sprintf("%d,%d", fds[0], fds[1]), size: min(jobs-1, capacity), closed: fds[:]}
	p.ends = p.private(fds[0], fds[1])
	if err := p.put(slices.Repeat([]byte{'+'}, p.size)); err != nil {
		p.Close()
		return nil, fmt.Errorf("filling the jobserver: %w", err)
	}
	return p, nil
}

// Join is the pool that an environment names, nil when it names none that we
// can reach: make closes its pipe for commands that are not marked with a +.
func Join(env []string) *Pool {
	p := &Pool{auth: auth(env)}
	if path, ok := fifo(p.auth); ok {
		fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil
		}
		p.closed = []int{fd}
		if !isPipe(fd) {
			p.Close()
			return nil
		}
		p.ends = ends{fd, fd}
		return p
	}
	read, write, ok := descriptors(p.auth)
	if !ok || !isPipe(read) || !isPipe(write) {
		return nil
	}
	p.ends = p.private(read, write)
	return p
}

func isPipe(fd int) bool {
	var st unix.Stat_t
	return unix.Fstat(fd, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFIFO
}

// private opens the read end a second time, which Linux allows, so that our
// reading does not block and that of the others still does. Elsewhere we may
// block for as long as another one is faster, until the next token comes back.
func (p *Pool) private(read, write int) ends {
	fd, err := unix.Open(fmt.Sprintf("/proc/self/fd/%d", read), unix.O_RDONLY|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return ends{read, write}
	}
	p.closed = append(p.closed, fd)
	return ends{fd, write}
}

// Env are the variables by which a cargo finds the pool.
func (p *Pool) Env() []string { return []string{variable(p.auth)} }

// Acquire waits for a token until ctx ends, whose cause is then the error. Of
// several calls at a time, each gets a token of its own.
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
		switch got, err := p.take(); {
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

// take takes a token if there is one.
func (p *Pool) take() (bool, error) {
	var token [1]byte
	n, err := unix.Read(p.ends.read, token[:])
	switch {
	case errors.Is(err, unix.EAGAIN), errors.Is(err, unix.EINTR):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("reading from the jobserver: %w", err)
	case n == 0:
		return false, fmt.Errorf("reading from the jobserver: %w", io.EOF)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held = append(p.held, token[0])
	return true, nil
}

// Release gives a token back. That of a make that has ended is lost.
func (p *Pool) Release() {
	p.mu.Lock()
	last := len(p.held) - 1
	token := p.held[last:]
	p.held = p.held[:last:last]
	p.mu.Unlock()
	_ = p.put(token)
}

// put writes tokens. They were read from the pipe, or fit into a new one, so
// that it does not block.
func (p *Pool) put(tokens []byte) error {
	for len(tokens) > 0 {
		n, err := unix.Write(p.ends.write, tokens)
		if err != nil && !errors.Is(err, unix.EINTR) {
			return err
		}
		tokens = tokens[max(n, 0):]
	}
	return nil
}

// Refill makes a pool of our own as full as it was: a cargo that is killed
// takes its tokens with it. Nobody may have or want one when it is called.
func (p *Pool) Refill() {
	if p.size == 0 {
		return
	}
	for {
		fds := []unix.PollFd{{Fd: int32(p.ends.read), Events: unix.POLLIN}} //nolint:gosec // a descriptor fits
		if n, err := unix.Poll(fds, 0); n < 1 || err != nil {
			break
		}
		var rest [64]byte
		if _, err := unix.Read(p.ends.read, rest[:]); err != nil {
			break
		}
	}
	_ = p.put(slices.Repeat([]byte{'+'}, p.size))
}

// Close gives back what we hold, and takes a pool of our own away.
func (p *Pool) Close() {
	for len(p.held) > 0 {
		p.Release()
	}
	for _, fd := range p.closed {
		_ = unix.Close(fd)
	}
}
