package glob

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxLinked bounds how many directories reached through symbolic links one `**`
// may visit, so that links into each other end in an error.
const maxLinked = 50_000

var errLinks = errors.New("`**` does not end, because of symbolic links; list the directories one by one")

// Paths are what a pattern relative to dir matches, files too, each path once,
// lexically clean, and parents before what is in them. In dir no character is
// special. An absolute pattern does not start at dir. `*` matches hidden names.
// `**` follows symbolic links but does not enter a directory from within
// itself.
func Paths(dir, pattern string) ([]string, error) {
	if filepath.IsAbs(pattern) {
		dir, pattern = cutVolume(pattern)
	}
	matches, err := walk(dir, pattern, 0)
	if err != nil {
		return nil, err
	}
	paths := make([]string, len(matches))
	for i, m := range matches {
		paths[i] = filepath.Clean(m.Path)
	}
	slices.SortFunc(paths, comparePaths)
	return slices.Compact(paths), nil
}

// cutVolume splits an absolute pattern after its root.
func cutVolume(pattern string) (root, rest string) {
	volume := filepath.VolumeName(pattern)
	return volume + string(filepath.Separator), pattern[len(volume):]
}

// comparePaths sorts by component, so that "a/b" comes before "a-b".
func comparePaths(a, b string) int {
	return slices.Compare(split(a), split(b))
}

// Members expands an absolute pattern like cargo, in its order. Cargo follows a
// cycle of links until the kernel stops it, and then finds the same package
// twice: two rounds are enough for the same error.
func Members(pattern string) ([]Found, error) {
	if !utf8.ValidString(pattern) {
		return nil, nil
	}
	root, rest := cutVolume(pattern)
	return walk(root, rest, 2)
}

// Found is a path as the pattern spells it; Dir is true for links to directories
// too.
type Found struct {
	Path string
	Dir  bool
}

// walker follows one pattern through the file system, in the order of the
// glob crate: by component, a directory before what is in it.
type walker struct {
	parts   []component
	onlyDir bool // the pattern ends in a separator
	rounds  int  // how often a directory may occur again below itself
	found   []Found
	linked  int
}

func walk(dir, pattern string, rounds int) ([]Found, error) {
	parts, err := parse(pattern)
	if err != nil {
		return nil, err
	}
	w := walker{parts: parts, rounds: rounds}
	w.onlyDir = pattern != "" && os.IsPathSeparator(pattern[len(pattern)-1])
	err = w.expand(dir, 0, nil)
	return w.found, err
}

func (w *walker) emit(path string, dir bool) {
	if dir || !w.onlyDir {
		w.found = append(w.found, Found{path, dir})
	}
}

// expand matches what is in dir against the parts from i on.
func (w *walker) expand(dir string, i int, up *level) error {
	path, from := dir, i
	for i < len(w.parts) && w.parts[i].literal {
		path = appendPath(path, w.parts[i].text)
		i++
	}
	if i == len(w.parts) {
		info, err := os.Stat(path)
		if err == nil {
			w.emit(path, info.IsDir())
		} else if _, err := os.Lstat(path); err == nil {
			w.emit(path, false)
		}
		return nil
	}
	if info, err := os.Stat(path); err != nil || !info.IsDir() {
		return nil //nolint:nilerr // what is not a directory contains nothing that could match
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	if i > from || up == nil {
		up = &level{up: up, path: path, linked: up != nil && up.linked}
	}
	if strings.HasPrefix(w.parts[i].text, ".") {
		for _, special := range []string{"..", "."} {
			if w.parts[i].match(special) {
				if err := w.next(appendPath(path, special), i, true, up); err != nil {
					return err
				}
			}
		}
	}
	return w.visitAll(path, entries, i, up)
}

// next continues after path has matched the part i.
func (w *walker) next(path string, i int, dir bool, up *level) error {
	if i+1 == len(w.parts) {
		w.emit(path, dir)
		return nil
	}
	return w.expand(path, i+1, up)
}

func (w *walker) visitAll(dir string, entries []fs.DirEntry, i int, up *level) error {
	for _, entry := range entries {
		if err := w.visit(appendPath(dir, entry.Name()), entry, i, up); err != nil {
			return err
		}
	}
	return nil
}

// visit matches one directory entry against the part i.
func (w *walker) visit(path string, entry fs.DirEntry, i int, up *level) error {
	link := entry.Type()&fs.ModeSymlink != 0
	dir := entry.IsDir()
	if link {
		info, err := os.Stat(path)
		dir = err == nil && info.IsDir()
	}
	if !w.parts[i].recursive {
		return w.visitName(path, entry.Name(), i, dir, up)
	}
	for i+1 < len(w.parts) && w.parts[i+1].recursive {
		i++
	}
	if dir {
		up = &level{up: up, path: path, linked: link || up.linked}
		if up.linked {
			if w.linked++; w.linked > maxLinked {
				return errLinks
			}
			if up.rounds() > w.rounds {
				return nil
			}
		}
	}
	if i+1 == len(w.parts) {
		if dir {
			w.emit(path, true)
		}
	} else if err := w.visitName(path, entry.Name(), i+1, dir, up); err != nil {
		return err
	}
	if !dir {
		return nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return err
	}
	return w.visitAll(path, entries, i, up)
}

func (w *walker) visitName(path, name string, i int, dir bool, up *level) error {
	if !utf8.ValidString(name) || !w.parts[i].match(name) {
		return nil
	}
	return w.next(path, i, dir, up)
}

// level is a directory on the way from the start of a walk.
type level struct {
	up     *level
	path   string
	linked bool // it, or one above it on the way, is a symbolic link
	info   fs.FileInfo
}

// rounds counts how often the same directory is on the way up.
func (l *level) rounds() int {
	n := 0
	for above := l.up; above != nil; above = above.up {
		if os.SameFile(l.stat(), above.stat()) {
			n++
		}
	}
	return n
}

func (l *level) stat() fs.FileInfo {
	if l.info == nil {
		l.info, _ = os.Stat(l.path)
	}
	return l.info
}

func appendPath(dir, name string) string {
	if os.IsPathSeparator(dir[len(dir)-1]) {
		return dir + name
	}
	return dir + string(filepath.Separator) + name
}
