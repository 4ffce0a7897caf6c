package environ

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Find is the program of this name in the first directory of env's PATH that
// has one. As with os/exec, relative directories of PATH do not count, so a
// program in the current directory is never started. On Windows the endings in
// PATHEXT are tried. The error is an [exec.Error] around [exec.ErrNotFound].
func Find(env []string, name string) (string, error) {
	names := spellings(name, Get(env, "PATHEXT"), runtime.GOOS == "windows")
	for _, dir := range filepath.SplitList(Get(env, "PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		for _, name := range names {
			if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
				return path, nil
			}
		}
	}
	return "", &exec.Error{Name: name, Err: exec.ErrNotFound}
}

// spellings are the file names that a program of this name may have. pathext is
// the value of PATHEXT, which only Windows has; the default is cmd.exe's.
func spellings(name, pathext string, windows bool) []string {
	if !windows {
		return []string{name}
	}
	var endings []string
	for ending := range strings.SplitSeq(strings.ToLower(pathext), ";") {
		if ending != "" {
			endings = append(endings, "."+strings.TrimPrefix(ending, "."))
		}
	}
	if len(endings) == 0 {
		endings = []string{".com", ".exe", ".bat", ".cmd"}
	}
	var names []string
	if slices.Contains(endings, strings.ToLower(filepath.Ext(name))) {
		names = append(names, name)
	}
	for _, ending := range endings {
		names = append(names, name+ending)
	}
	return names
}
