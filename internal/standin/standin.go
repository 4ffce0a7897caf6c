package standin

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// Places are the directories that a target or build directory may be: more than
// one if cargo puts the hash of the workspace's path into its name, in two parts
// (src/cargo/core/workspace.rs, build_dir).
func Places(dir string) []string {
	before, after, ok := strings.Cut(dir, "{workspace-path-hash}")
	if !ok {
		return []string{dir}
	}
	firsts, _ := list(before)
	var found []string
	for _, first := range firsts {
		seconds, _ := list(filepath.Join(before, first.Name()))
		for _, second := range seconds {
			found = append(found, filepath.Join(before, first.Name(), second.Name(), after))
		}
	}
	return found
}

// Left is what stand-ins have left in one directory that cargo builds in.
type Left struct {
	Paths []string // absolute, sorted; a directory counts with all that is in it
	Busy  []string // profile directories in which a cargo is working: they were not looked at
	held  *builddir.Held
}

// Find looks for it in a target or a build directory. Cargo cannot work there
// until [Left.Close]. It never waits for one that does.
func Find(dir string) (*Left, error) { return FindSince(dir, time.Time{}) }

// FindSince also finds what rustc keeps for incremental compilation, if it began
// to since then and nothing but a skeleton was built: that says nothing about what
// it comes from. Without it, rustc compiles a crate as if for the first time. The
// zero time is for none of it.
func FindSince(dir string, since time.Time) (*Left, error) {
	var dirs []string
	for _, name := range units.Profiles(dir) {
		dirs = append(dirs, filepath.Join(dir, filepath.FromSlash(name)))
	}
	l := &Left{held: builddir.Hold(dirs)}
	for _, dir := range dirs {
		if !l.held.Has(dir) {
			l.Busy = append(l.Busy, dir)
			continue
		}
		p := profile{dir: dir}
		err := p.find()
		if err == nil && !since.IsZero() {
			err = p.incremental(since)
		}
		if err != nil {
			l.Close()
			return nil, err
		}
		l.Paths = append(l.Paths, p.left...)
	}
	slices.Sort(l.Paths)
	l.Paths = slices.Compact(l.Paths)
	return l, nil
}

// Remove removes it. Packages that have nothing left lose their directory, too.
func (l *Left) Remove() error {
	var errs []error
	for _, path := range l.Paths {
		if err := os.RemoveAll(path); err != nil {
			errs = append(errs, err)
		}
		if parent := filepath.Dir(path); filepath.Base(filepath.Dir(parent)) == "build" {
			_ = os.Remove(parent) // of the new layout, if it is empty
		}
	}
	return errors.Join(errs...)
}

// Close lets cargo work there again.
func (l *Left) Close() { l.held.Release() }
