package lockguard

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// lockNames are the files whose lock cargo holds for a whole build
// (src/cargo/core/compiler/layout.rs): .cargo-lock up to 1.95, the others as
// of 1.96.
var lockNames = []string{".cargo-build-lock", ".cargo-artifact-lock", ".cargo-lock"}

// lockDirs gives the directories of those files that lock one.
func lockDirs(files []string) []string {
	var dirs []string
	for _, f := range files {
		if slices.Contains(lockNames, filepath.Base(f)) {
			dirs = append(dirs, filepath.Dir(f))
		}
	}
	return dirs
}

// climb finds the lock of the cargo that runs a build script: the first
// directory above OUT_DIR that holds one. The number of components between the
// two depends on cargo's version and is not to be counted.
func climb(outDir string) []string {
	for dir := filepath.Clean(outDir); dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		for _, name := range lockNames {
			if paths.Exists(filepath.Join(dir, name)) {
				return []string{dir}
			}
		}
	}
	return nil
}
