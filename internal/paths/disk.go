package paths

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// Exists says whether something is at path, symlinks followed.
func Exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// IsDir says whether a directory is at path, symlinks followed.
func IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// IsFile says whether something other than a directory is at path, symlinks
// followed.
func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir()
}

// Same says whether both paths lead to one file.
func Same(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// Resolve follows the symlinks of as much of path as exists.
func Resolve(path string) string {
	for rest := ""; ; {
		if resolved, err := filepath.EvalSymlinks(path); err == nil {
			return filepath.Join(resolved, rest)
		}
		up := filepath.Dir(path)
		if up == path {
			return filepath.Join(path, rest)
		}
		rest = filepath.Join(filepath.Base(path), rest)
		path = up
	}
}

// Missing says that an error about a path means that nothing is there. Windows
// has no names with `*` or `?`, and calls such a path invalid, not absent.
func Missing(err error) bool { return errors.Is(err, fs.ErrNotExist) || invalidName(err) }
