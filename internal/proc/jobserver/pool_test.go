//go:build unix

package jobserver_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/cargo-nw/cargo-nw/internal/proc/jobserver"
)

func newPool(t *testing.T, jobs int) *jobserver.Pool {
	t.Helper()
	p, err := jobserver.New(jobs, jobs)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Close)
	return p
}

// empty checks that there is no token to get.
func empty(t *testing.T, p *jobserver.Pool) {
	t.Helper()
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	answer := make(chan error)
	go func() { answer <- p.Acquire(ctx) }()
	cancel(stop)
	if err := <-answer; !errors.Is(err, stop) {
		t.Errorf("got a token of an empty pool, or %v", err)
	}
}

func take(t *testing.T, p *jobserver.Pool, n int) {
	t.Helper()
	for range n {
		if err := p.Acquire(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPool(t *testing.T) {
	t.Parallel()
	p := newPool(t, 3)
	take(t, p, 2)
	empty(t, p)
	waiting := make(chan error)
	go func() { waiting <- p.Acquire(t.Context()) }()
	p.Release()
	if err := <-waiting; err != nil {
		t.Fatal(err)
	}
	p.Release()
	p.Release()
	take(t, p, 2)
	empty(t, newPool(t, 1))
}

// Two users that know of each other only by the environment share the tokens.
func TestJoin(t *testing.T) {
	t.Parallel()
	p := newPool(t, 2)
	env := p.Env()
	child := jobserver.Join(env)
	if child == nil {
		t.Fatalf("no pool in %q", env)
	}
	take(t, child, 1)
	empty(t, p)
	child.Close() // gives back what it has
	take(t, p, 1)
}

func TestJoinFIFO(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "fifo")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	fd, err := unix.Open(path, unix.O_RDWR, 0) // as make does
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(fd) }()
	if _, err := unix.Write(fd, []byte("ab")); err != nil {
		t.Fatal(err)
	}
	p := jobserver.Join([]string{"MAKEFLAGS= -j3 --jobserver-auth=fifo:" + path})
	if p == nil {
		t.Fatal("no pool")
	}
	take(t, p, 2)
	empty(t, p)
	if got := p.Env(); len(got) != 1 || !strings.Contains(got[0], "--jobserver-auth=fifo:"+path) {
		t.Errorf("hands on %q", got)
	}
	p.Close()
	var back [3]byte
	if n, err := unix.Read(fd, back[:]); n != 2 || err != nil || back[0]+back[1] != 'a'+'b' {
		t.Errorf("got %q back, %v: make wants its own tokens", back[:n], err)
	}
}

// Make closes the pipe for commands that are not marked as makes; what has its
// number then is not a pool.
func TestJoinNone(t *testing.T) {
	t.Parallel()
	file, err := unix.Open("/dev/null", unix.O_RDWR|unix.O_CLOEXEC, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = unix.Close(file) }()
	for _, flags := range []string{
		"", "-j4", "--jobserver-auth=1000,1001", "--jobserver-auth=-2,-2", "--jobserver-auth=fifo:/no/such", "--jobserver-auth=fifo:/dev/null",
	} {
		if p := jobserver.Join([]string{"MAKEFLAGS=" + flags}); p != nil {
			t.Errorf("%q: joined a pool that is none", flags)
		}
	}
}

// A cargo that was killed does not give its tokens back.
func TestRefill(t *testing.T) {
	t.Parallel()
	p := newPool(t, 4)
	killed := jobserver.Join(p.Env())
	take(t, killed, 2) // and never releases them
	p.Refill()
	take(t, p, 3)
	empty(t, p)
}

func TestManyJobs(t *testing.T) {
	t.Parallel()
	take(t, newPool(t, 1_000_000), 100)
}
