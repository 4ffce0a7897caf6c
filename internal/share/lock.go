package share

import (
	"os"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
)

// locked is a set of profile directories that no cargo works in while we hold
// their locks.
type locked struct {
	dirs  map[string]bool
	locks []*flock.Flock
}

// lock tries to lock profile directories, which are made if they are not there.
// It never waits: one in which a cargo is working is left out.
func lock(dirs []string) *locked {
	l := &locked{dirs: map[string]bool{}}
	for _, dir := range dirs {
		if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // as cargo makes it
			continue
		}
		var held []*flock.Flock
		free := true
		for _, path := range builddir.LocksOf(dir) {
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

// has says whether we hold the lock of a profile directory.
func (l *locked) has(dir, profile string) bool {
	return l.dirs[filepath.Join(dir, filepath.FromSlash(profile))]
}

func (l *locked) release() {
	for _, f := range l.locks {
		_ = f.Unlock()
	}
}
