package proc

import (
	"context"
	"errors"

	"golang.org/x/sys/unix"
)

// pollTime is how long one wait takes at the most, in milliseconds, so that
// the end of the context is seen.
const pollTime = 500

// OnDeath calls died when the process ends, unless ctx ends first. It returns
// at once. Elsewhere than on Linux it does nothing.
func OnDeath(ctx context.Context, pid int, died func()) {
	fd, err := unix.PidfdOpen(pid, 0)
	if errors.Is(err, unix.ESRCH) {
		died()
		return
	}
	if err != nil {
		return // a kernel before 5.3
	}
	go func() {
		defer func() { _ = unix.Close(fd) }()
		for ctx.Err() == nil {
			n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, pollTime) //nolint:gosec // a descriptor fits
			if n > 0 {
				died()
			}
			if n > 0 || err != nil && !errors.Is(err, unix.EINTR) {
				return
			}
		}
	}()
}
