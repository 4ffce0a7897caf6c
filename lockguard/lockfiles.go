package lockguard

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// LockFiles lists the lock files that are there in the directories which a
// cargo with this command line and environment builds in. root is the
// directory of its workspace. Which profile and platform it builds for is not
// asked: all are listed. Where the configuration cannot be read there are none.
func LockFiles(root string, command args.Command, env []string) []string {
	dirs, err := directories(config.NewReader(), root, command, env)
	if err != nil {
		return nil
	}
	files := lockFiles(dirs.Target)
	if dirs.Build != dirs.Target && !dirs.Unique {
		files = append(files, lockFiles(dirs.Build)...)
	}
	return files
}

// lockFiles are those in <dir>/<profile> and <dir>/<triple>/<profile>
// (src/cargo/core/compiler/layout.rs).
func lockFiles(dir string) []string {
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
