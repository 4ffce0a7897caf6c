package builddir

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// lockNames are the files whose lock cargo holds for a whole build
// (src/cargo/core/compiler/layout.rs): .cargo-lock up to 1.95, the others since
// 1.96.
var lockNames = []string{".cargo-build-lock", ".cargo-artifact-lock", ".cargo-lock"}

// Locked returns the directories of those files that lock one.
func Locked(files []string) []string {
	var dirs []string
	for _, f := range files {
		if slices.Contains(lockNames, filepath.Base(f)) {
			dirs = append(dirs, filepath.Dir(f))
		}
	}
	return dirs
}

// LockedAbove is the directory locked by the cargo that runs a build script, ""
// if there is none: the first one above its OUT_DIR that has a lock file. The
// number of components between the two depends on cargo's version, so they are
// not counted.
func LockedAbove(outDir string) string {
	for dir := range paths.Up(filepath.Clean(outDir)) {
		for _, name := range lockNames {
			if paths.Exists(filepath.Join(dir, name)) {
				return dir
			}
		}
	}
	return ""
}

// Holds says whether a cargo that builds in dir may lock the directory lock.
// Locks are in <dir>/<profile> and <dir>/<triple>/<profile>
// (src/cargo/core/compiler/layout.rs); either will do.
func Holds(dir, lock string) bool {
	return paths.Inside(dir, lock) && strings.Count(paths.Relative(dir, lock), string(filepath.Separator)) <= 1
}

// LockFiles lists the lock files of builds in dir, of every profile and
// platform, sorted.
func LockFiles(dir string) []string {
	var found []string
	for _, profile := range subdirectories(dir) {
		for _, place := range append(subdirectories(profile), profile) {
			for _, name := range lockNames {
				if path := filepath.Join(place, name); paths.Exists(path) {
					found = append(found, path)
				}
			}
		}
	}
	slices.Sort(found)
	return found
}

// LocksOf are the files whose exclusive locks together keep every cargo out of a
// profile directory: the one that all versions lock, shared or not, and the one
// that new versions have besides, where it is there.
func LocksOf(profile string) []string {
	all := []string{filepath.Join(profile, ".cargo-lock")}
	if path := filepath.Join(profile, ".cargo-build-lock"); paths.Exists(path) {
		all = append(all, path)
	}
	return all
}

// subdirectories are not found by a pattern: a path may have brackets in it.
func subdirectories(dir string) []string {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var dirs []string
	for _, e := range entries {
		if e.IsDir() {
			dirs = append(dirs, filepath.Join(dir, e.Name()))
		}
	}
	return dirs
}
