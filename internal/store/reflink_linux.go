package store

import (
	"os"

	"golang.org/x/sys/unix"
)

// reflink makes dst share the blocks of src (ioctl_ficlone(2): Btrfs, XFS,
// bcachefs, OverlayFS above these). Where that is not possible it leaves nothing.
func reflink(src, dst string, mode os.FileMode) error {
	in, err := os.Open(src) //nolint:gosec // a file of a build directory
	if err != nil {
		return err
	}
	defer in.Close()                                                             //nolint:errcheck // it is only read
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode.Perm()) //nolint:gosec // as the original
	if err != nil {
		return err
	}
	err = unix.IoctlFileClone(int(out.Fd()), int(in.Fd()))
	if closeErr := out.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		_ = os.Remove(dst)
	}
	return err
}
