//go:build unix

package jobserver

import (
	"context"
	"errors"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// refuse is what an opener does on macOS, and without /proc.
func refuse(int, int) (int, error) { return 0, errors.ErrUnsupported }

// prompt fails when something takes longer than it would if it did not wait.
func prompt(t *testing.T, what string, do func()) {
	t.Helper()
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	select {
	case <-done:
	case <-time.After(20 * time.Second):
		t.Fatal(what + " waits")
	}
}

func pool(t *testing.T, jobs int, open opener) *Pool {
	t.Helper()
	p, err := create(jobs, open)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { prompt(t, "Close", p.Close) })
	return p
}

// TestTakeLate lets another process take the token between our look and our
// read: the read blocks, the call does not. The token goes back when it comes.
func TestTakeLate(t *testing.T) {
	t.Parallel()
	p := pool(t, 2, refuse)
	thief, err := p.read()
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Millisecond, cancel)
		prompt(t, "take", func() {
			if got, err := p.take(ctx); got || err != nil {
				t.Errorf("got a token of an empty pool: %t, %v", got, err)
			}
		})
	}
	p.put([]byte{thief}) // to three reads that are no longer wanted
	prompt(t, "Acquire", func() {
		if err := p.Acquire(t.Context()); err != nil {
			t.Error(err)
		}
	})
	prompt(t, "Release", p.Release)
	prompt(t, "Refill", p.Refill)
}

// TestTakeInTime checks that no token is lost, whether or not a read may block.
func TestTakeInTime(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]opener{"reopened": reopen, "shared": refuse} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pool(t, 4, open)
			for range 50 {
				prompt(t, "Acquire", func() {
					for range 3 {
						if err := p.Acquire(t.Context()); err != nil {
							t.Error(err)
						}
					}
				})
				ctx, cancel := context.WithCancel(t.Context())
				cancel()
				if err := p.Acquire(ctx); !errors.Is(err, context.Canceled) {
					t.Errorf("got a fourth one, or %v", err)
				}
				for range 3 {
					p.Release()
				}
			}
		})
	}
}

// TestFullPipe has a run that puts in tokens endlessly.
func TestFullPipe(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]opener{"reopened": reopen, "shared": refuse} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := pool(t, 3, open)
			if err := p.Acquire(t.Context()); err != nil {
				t.Fatal(err)
			}
			flood(t, p.ends.write)
			prompt(t, "Release", p.Release)
			prompt(t, "Refill", p.Refill)
			for limit := time.Now().Add(20 * time.Second); ; {
				there, err := unix.IoctlGetInt(p.ends.read, unread)
				if err == nil && there == p.size {
					break
				}
				if time.Now().After(limit) {
					t.Fatalf("%d tokens in a pool of %d, %v", there, p.size, err)
				}
			}
		})
	}
}

// flood fills a pipe to the last byte. Where there is room, one byte does not
// block.
func flood(t *testing.T, fd int) {
	t.Helper()
	for {
		fds := []unix.PollFd{{Fd: int32(fd), Events: unix.POLLOUT}}
		if n, err := unix.Poll(fds, 0); err != nil {
			t.Fatal(err)
		} else if n == 0 {
			return
		}
		if _, err := unix.Write(fd, []byte{'+'}); err != nil {
			t.Fatal(err)
		}
	}
}
