//go:build unix

package notice

import (
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// private says why dir is not a directory that only this user can write to.
func private(dir string) error {
	var stat unix.Stat_t
	if err := unix.Lstat(dir, &stat); err != nil {
		return &os.PathError{Op: "lstat", Path: dir, Err: err}
	}
	if stat.Mode&unix.S_IFMT != unix.S_IFDIR || int(stat.Uid) != os.Geteuid() || stat.Mode&0o077 != 0 {
		return fmt.Errorf("%s is not a directory that only you can use", dir)
	}
	return nil
}

// lock takes the lock that says that the writer is alive. It waits for a reader
// that is just checking this. The lock ends with the process.
func lock(file *os.File) bool { return flock(file, unix.LOCK_EX) == nil }

// held says whether the writer is alive.
func held(file *os.File) bool {
	return errors.Is(flock(file, unix.LOCK_SH|unix.LOCK_NB), unix.EWOULDBLOCK)
}

func flock(file *os.File, how int) error {
	for {
		if err := unix.Flock(int(file.Fd()), how); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// removeStale removes the file if its writer is dead.
func removeStale(path string) {
	file, err := os.OpenFile(path, os.O_RDWR|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0) //nolint:gosec // in our own directory
	if err != nil {
		return
	}
	defer func() { _ = file.Close() }()
	if flock(file, unix.LOCK_EX|unix.LOCK_NB) == nil && there(file, path) {
		_ = os.Remove(path)
	}
}

// removeOpen removes the file at path, whose lock is ours, and closes it.
func removeOpen(file *os.File, path string) {
	_ = os.Remove(path)
	_ = file.Close()
}
