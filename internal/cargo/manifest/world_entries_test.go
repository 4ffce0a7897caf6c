package manifest_test

import (
	"fmt"
	"path/filepath"
	"strings"
)

func (w *world) list(b *strings.Builder, key string, entries []string) {
	for i, entry := range entries {
		entries[i] = "'" + entry + "'"
	}
	fmt.Fprintf(b, "%s = [%s]\n", key, strings.Join(entries, ", "))
}

// entries are paths, each percent likely, and patterns for members, exclude
// or default-members of the root in dir.
func (w *world) entries(dir string, percent int, patterns bool) []string {
	var entries []string
	for _, to := range w.packages {
		if to == dir && !w.chance(5) {
			continue
		}
		if w.chance(percent) && (strings.HasPrefix(to, dir) || w.chance(15)) {
			entry := w.relative(dir, to)
			if w.chance(15) {
				entry = w.respell(entry)
			}
			if w.chance(30) && (patterns || w.chance(20)) {
				entry = w.pattern(entry)
			}
			entries = append(entries, entry)
		}
	}
	if w.chance(3) {
		entries = append(entries, w.pick("", ".", ".", "nowhere", "/", "..", filepath.Join(w.base, w.anyDir()), "src", "target"))
	}
	if patterns && w.chance(20) {
		entries = append(entries, w.pick("*", "*", "crates/*", "**", "a/**", "**/a", "?", "[a-c]", "[!a-c]", "*/b", "*/*",
			".*", "nothing*", "*/", "[", "a**", "***", "**/**", "**/*b", "{a,b}", "[]]", "[é]", "./*", "a/../*", "w*"))
	}
	return entries
}

func (w *world) respell(path string) string {
	switch w.rng.IntN(5) {
	case 0:
		return "./" + path
	case 1:
		return path + "/"
	case 2:
		return path + "/../" + filepath.Base(path)
	case 3:
		return strings.ReplaceAll(path, "/", "//")
	default:
		return path + "/."
	}
}

func (w *world) pattern(path string) string {
	dir, name := filepath.Split(path)
	if name == "" {
		return path + "*"
	}
	switch w.rng.IntN(6) {
	case 0:
		return dir + "*"
	case 1:
		return dir + string([]rune(name)[:1]) + "*"
	case 2:
		return dir + strings.Repeat("?", len(name))
	case 3:
		return dir + "[" + string([]rune(name)[:1]) + "]" + string([]rune(name)[1:])
	case 4:
		return dir + "**"
	default:
		return "**/" + name
	}
}

func (w *world) relative(from, to string) string {
	rel, _ := filepath.Rel(from, to)
	return rel
}
