package deadlock

import (
	"os"

	"github.com/gofrs/flock"
)

// Locked says whether a process has locked the file exclusively at this moment.
// It tries: a shared lock, released at once, on an existing file. It never
// waits, creates, truncates or writes a file. A cargo that comes just then
// reports that it is blocking, and continues at once. What cannot be opened
// counts as not locked.
func Locked(path string) bool {
	lock := flock.New(path, flock.SetFlag(os.O_RDONLY)) // its own default would create the file
	free, err := lock.TryRLock()
	if free {
		_ = lock.Unlock() // closes the file, too
	}
	return err == nil && !free
}
