package builddir

import (
	"os"

	"github.com/gofrs/flock"
)

// Held is a set of profile directories that no cargo works in while we hold
// their locks.
type Held struct {
	dirs  map[string]bool
	locks []*flock.Flock
}

// Hold tries to lock profile directories, which are made if they are not there.
// It never waits: one in which a cargo is working is left out.
func Hold(dirs []string) *Held {
	l := &Held{dirs: map[string]bool{}}
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // as cargo makes it
			continue
		}
		var held []*flock.Flock
		free := true
		for _, path := range LocksOf(dir) {
			f := flock.New(path)
			if ok, err := f.TryLock(); err != nil || !ok {
				free = false
				break
			}
			held = append(held, f)
		}
		l.locks = append(l.locks, held...)
		if free {
			l.dirs[dir] = true
			continue
		}
		for _, f := range held {
			_ = f.Unlock()
		}
	}
	return l
}

// Has says whether we hold the lock of one of them.
func (l *Held) Has(dir string) bool { return l.dirs[dir] }

// Release lets cargo work in them again.
func (l *Held) Release() {
	for _, f := range l.locks {
		_ = f.Unlock()
	}
}
