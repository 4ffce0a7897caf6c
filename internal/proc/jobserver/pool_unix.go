//go:build unix

package jobserver

import (
	"fmt"
	"slices"
	"sync"

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
