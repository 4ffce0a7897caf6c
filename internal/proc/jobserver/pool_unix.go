//go:build unix

package jobserver

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// Pool is a jobserver: our own, or that of a make or cargo above us.
//
// Only [Pool.Acquire] waits, and it ends with its context, whatever the other
// users of the pool do: they may take what we have just seen, fill the pipe, or
// be killed.
type Pool struct {
	auth string
	ends ends
	size int // all the tokens of our own pool

	mu     sync.Mutex
	held   []byte // the tokens that we have: make wants the same ones back
	opened []int  // descriptors to close in the end
	flying int    // reads and writes that may still be at work
	closed bool
}

// ends are the descriptors for taking tokens and giving them back. A read or
// write may block if one could not be opened a second time.
type ends struct {
	read, write                 int
	readMayBlock, writeMayBlock bool
}

// capacity is how many tokens fit in any pipe. One more would block us.
const capacity = 4096

// New is a pool with a token for each job but the first, for processes that are
// started after this. jobs is 1 or more. The second number is how many cargos
// run at once, which matters if they cannot share.
func New(jobs, _ int) (*Pool, error) { return create(jobs, reopen) }

func create(jobs int, open opener) (*Pool, error) {
	var fds [2]int
	if err := unix.Pipe(fds[:]); err != nil { // inherited by all that we start
		return nil, fmt.Errorf("making a jobserver: %w", err)
	}
	p := &Pool{auth: fmt.Sprintf("%d,%d", fds[0], fds[1]), size: min(jobs-1, capacity), opened: fds[:]}
	p.ends = p.private(fds[0], fds[1], open)
	p.put(slices.Repeat([]byte{'+'}, p.size))
	return p, nil
}

// Join is the pool that an environment describes, nil if there is none that we
// can reach: make closes its pipe for commands that are not marked with a +.
func Join(env []string) *Pool {
	p := &Pool{auth: auth(env)}
	if path, ok := fifo(p.auth); ok {
		fd, err := unix.Open(path, unix.O_RDWR|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
		if err != nil {
			return nil
		}
		p.opened = []int{fd}
		if !isPipe(fd) {
			p.Close()
			return nil
		}
		p.ends = ends{read: fd, write: fd}
		return p
	}
	read, write, ok := descriptors(p.auth)
	if !ok || !isPipe(read) || !isPipe(write) {
		return nil
	}
	p.ends = p.private(read, write, reopen)
	return p
}

func isPipe(fd int) bool {
	var st unix.Stat_t
	return unix.Fstat(fd, &st) == nil && st.Mode&unix.S_IFMT == unix.S_IFIFO
}

// opener opens a descriptor of a pipe a second time.
type opener func(fd, flags int) (int, error)

// reopen works on Linux where /proc is mounted. macOS has /dev/fd, which gives
// the same open file and so would change the mode of the others.
func reopen(fd, flags int) (int, error) {
	return unix.Open(fmt.Sprintf("/proc/self/fd/%d", fd), flags|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
}

// private opens both ends a second time, if it can, so that ours never block
// while those of the others still do.
func (p *Pool) private(read, write int, open opener) ends {
	e := ends{read: read, write: write}
	for _, end := range []struct {
		fd       *int
		flags    int
		mayBlock *bool
	}{{&e.read, unix.O_RDONLY, &e.readMayBlock}, {&e.write, unix.O_WRONLY, &e.writeMayBlock}} {
		fd, err := open(*end.fd, end.flags)
		if err != nil {
			*end.mayBlock = true
			continue
		}
		p.opened = append(p.opened, fd)
		*end.fd = fd
	}
	return e
}

// Env are the variables that lead a cargo to the pool.
func (p *Pool) Env() []string { return []string{variable(p.auth)} }

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

// Refill makes our own pool as full as it was: a cargo that is killed takes its
// tokens with it, and a program may put in some that it has not taken. Call it
// only when no process has or wants a token.
func (p *Pool) Refill() {
	if p.size == 0 {
		return
	}
	there, err := unix.IoctlGetInt(p.ends.read, unread)
	if err != nil {
		return
	}
	if there <= p.size {
		p.put(slices.Repeat([]byte{'+'}, p.size-there))
		return
	}
	drain := func() {
		for surplus := there - p.size; surplus > 0; surplus-- {
			if _, err := p.read(); err != nil {
				return
			}
		}
	}
	switch {
	case !p.ends.readMayBlock:
		drain()
	case p.fly(): // if some process does want one after all, it takes a little longer
		go func() { defer p.land(); drain() }()
	}
}

// Close gives back what we hold, and closes our own pool.
func (p *Pool) Close() {
	for len(p.held) > 0 {
		p.Release()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.shut()
}

// fly keeps the descriptors open for a read or write that may block: the
// number of a closed one could be another file's by then.
func (p *Pool) fly() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	p.flying++
	return true
}

func (p *Pool) land() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.flying--
	p.shut()
}

// shut closes the descriptors when nothing uses them any more.
func (p *Pool) shut() {
	if !p.closed || p.flying > 0 {
		return
	}
	for _, fd := range p.opened {
		_ = unix.Close(fd)
	}
	p.opened = nil
}
