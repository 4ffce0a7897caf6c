package manifest

import (
	"os"
	"path/filepath"
	"strings"
)

// components brings a path to the form in which Rust compares paths: no
// repeated or trailing separators, no "." components, but ".." kept.
func components(path string) string {
	volume := filepath.VolumeName(path)
	rest := path[len(volume):]
	var b strings.Builder
	b.Grow(len(path))
	b.WriteString(volume)
	for part := range strings.FieldsFuncSeq(rest, func(r rune) bool { return r == '/' || r == filepath.Separator }) {
		if part == "." {
			continue
		}
		b.WriteByte(filepath.Separator)
		b.WriteString(part)
	}
	if b.Len() == len(volume) {
		b.WriteByte(filepath.Separator)
	}
	return b.String()
}

// below reports whether prefix is path or one of its ancestors, component by
// component. Both are in the form that components returns.
func below(path, prefix string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || os.IsPathSeparator(rest[0]) || os.IsPathSeparator(prefix[len(prefix)-1]))
}
