package layer

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// untouched says whether nothing was compiled in these build directories since
// the last run in the skeleton: what is there of a file was compiled from what
// the sum says. Cargo makes a directory for each new unit, in .fingerprint or, in
// its new layout, in build (src/cargo/core/compiler/layout.rs).
func (s *Sum) untouched(builds []string) bool {
	sum, err := os.Stat(s.Path)
	if err != nil {
		return false
	}
	for _, build := range builds {
		for _, profile := range units.Profiles(build) {
			for _, place := range []string{".fingerprint", "build"} {
				info, err := os.Stat(filepath.Join(build, filepath.FromSlash(profile), place))
				if err == nil && info.ModTime().After(sum.ModTime()) {
					return false
				}
			}
		}
	}
	return true
}

// settle gives the files that the sources have as the skeleton had them the time
// that they had there, and so the directories with nothing else in them; but only
// if it may. A fresh checkout is newer than what was compiled from the same text,
// and cargo goes by times. changed says that cargo has a reason to compile what
// depends on these files again.
func (s *Sum) settle(may bool) (changed bool, err error) {
	settled := map[string]bool{}
	dirs := map[string]bool{}
	var errs []error
	for name, hash := range s.Had {
		changed = changed || !s.is(name, hash)
	}
	for name := range s.Files {
		path := s.Abs(name)
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			changed = true
			continue
		case err != nil:
			errs = append(errs, err)
			continue
		case !info.Mode().IsRegular():
			continue
		case !info.ModTime().Equal(Time):
			if !may || !s.has(name) {
				changed = changed || !isManifest(name)
				continue
			}
			if err := os.Chtimes(path, Time, Time); err != nil {
				errs = append(errs, err)
				continue
			}
		}
		settled[path] = true
		for dir := filepath.Dir(path); dir != s.Top && len(dir) > len(s.Top); dir = filepath.Dir(dir) {
			dirs[dir] = true
		}
	}
	errs = append(errs, settleDirs(dirs, settled))
	return changed, errors.Join(errs...)
}

// settleDirs gives the same time to those directories in which everything has
// it.
func settleDirs(dirs, settled map[string]bool) error {
	order := make([]string, 0, len(dirs))
	for dir := range dirs {
		order = append(order, dir)
	}
	level := func(dir string) int { return strings.Count(dir, string(filepath.Separator)) }
	slices.SortFunc(order, func(a, b string) int { return level(b) - level(a) }) // the inner ones first
	var errs []error
	for _, dir := range order {
		entries, err := os.ReadDir(dir)
		if err != nil || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !settled[filepath.Join(dir, e.Name())] }) {
			continue
		}
		settled[dir] = true
		errs = append(errs, os.Chtimes(dir, Time, Time))
	}
	return errors.Join(errs...)
}
