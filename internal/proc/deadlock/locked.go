package deadlock

import (
	"os"

	"github.com/gofrs/flock"
)

// Locked says whether somebody has locked the file exclusively at this moment.
// It asks by trying: a shared lock, let go at once, on a file that is there. It
// never waits, makes, truncates or writes a file. A cargo that comes in just
// then says that it is blocking, and goes on at once. What cannot be opened
// counts as not locked.
func Locked(path string) bool {
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY)) // its own default would create the file
	free, err := lock.TryRLock()
	if free {
		_ = lock.Unlock() // closes the file, too
	}
	return err == nil && !free
}
