package layer

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/cargo/units"
)

// untouched says whether nothing was compiled in these build directories since
// the last run in the skeleton: what is there of a file was compiled from what
// the sum says.
func (s *Sum) untouched(builds []string) bool {
	sum, err := os.Stat(s.Path)
	if err != nil {
		return false
	}
	for _, build := range builds {
		for _, profile := range units.Profiles(build) {
			if touched(filepath.Join(build, filepath.FromSlash(profile)), sum.ModTime()) {
				return false
			}
		}
	}
	return true
}

// touched says whether cargo has begun to compile a unit in a profile directory
// since then. It makes a directory for each new unit, in .fingerprint or, in its
// new layout, in build, and writes a file in it each time (src/cargo/core/compiler:
// layout.rs, and rustc in mod.rs).
func touched(profile string, since time.Time) bool {
	newer := func(path string) bool {
		info, err := os.Stat(path)
		return err == nil && info.ModTime().After(since)
	}
	for _, place := range []string{".fingerprint", "build"} {
		if newer(filepath.Join(profile, place)) {
			return true
		}
	}
	for _, pattern := range []string{".fingerprint/*", "build/*/*/fingerprint"} {
		// The directories are cargo's, and so are the names in the pattern; what is
		// before it may have brackets.
		found, err := fs.Glob(os.DirFS(profile), pattern+"/invoked.timestamp")
		if err != nil || slices.ContainsFunc(found, func(name string) bool { return newer(filepath.Join(profile, filepath.FromSlash(name))) }) {
			return true
		}
	}
	return false
}

// settle gives the files that the sources have as the skeleton had them the time
// that they had there, and so the directories with nothing else in them; but only
// if it may. A fresh checkout is newer than what was compiled from the same text,
// and cargo goes by times. changed says that cargo has a reason to compile what
// depends on these files again: one that is of another user, for example, cannot
// be given a time.
func (s *Sum) settle(may bool) (changed bool) {
	settled := map[string]bool{}
	dirs := map[string]bool{}
	for name, hash := range s.Had {
		changed = changed || !s.is(name, hash)
	}
	for name := range s.Files {
		path := s.Abs(name)
		info, err := os.Lstat(path)
		switch {
		case err != nil, !info.Mode().IsRegular():
			changed = true
			continue
		case info.ModTime().Equal(Time):
		case !may || !s.has(name) || os.Chtimes(path, Time, Time) != nil:
			changed = changed || !isManifest(name)
			continue
		}
		settled[path] = true
		for dir := filepath.Dir(path); dir != s.Top && len(dir) > len(s.Top); dir = filepath.Dir(dir) {
			dirs[dir] = true
		}
	}
	settleDirs(dirs, settled)
	return changed
}

// settleDirs gives the same time to those directories in which everything has
// it.
func settleDirs(dirs, settled map[string]bool) {
	order := make([]string, 0, len(dirs))
	for dir := range dirs {
		order = append(order, dir)
	}
	level := func(dir string) int { return strings.Count(dir, string(filepath.Separator)) }
	slices.SortFunc(order, func(a, b string) int { return level(b) - level(a) }) // the inner ones first
	for _, dir := range order {
		entries, err := os.ReadDir(dir)
		if err != nil || slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return !settled[filepath.Join(dir, e.Name())] }) {
			continue
		}
		settled[dir] = os.Chtimes(dir, Time, Time) == nil
	}
}
