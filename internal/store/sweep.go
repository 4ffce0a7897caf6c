package store

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Sweep removes what an interrupted call has left in a profile directory. The
// caller holds its lock, so no other call is at work there.
func Sweep(dir string) { sweep(dir, time.Time{}) }

// stale is the age at which an unfinished file in the store is certainly left
// over: the store has no lock.
const stale = time.Hour

// Sweep removes what interrupted calls have left in the group.
func (g Group) Sweep() {
	sweep(g.dir, time.Now().Add(-stale))
	for _, profile := range names(g.dir) {
		sweep(filepath.Join(g.dir, profile), time.Now().Add(-stale))
	}
}

// sweep removes unfinished files in a directory that are from before a time; the
// zero time means all.
func sweep(dir string, before time.Time) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), temporary) {
			continue
		}
		if info, err := e.Info(); err == nil && (before.IsZero() || info.ModTime().Before(before)) {
			_ = os.RemoveAll(filepath.Join(dir, e.Name()))
		}
	}
}
