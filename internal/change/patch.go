package change

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Patch is the files as a unified diff that `git apply` and `patch -p1` accept
// in the directory base, which must be a [Base] of them. left are those that a
// diff like this cannot contain: an empty file that is new, or removed. Git
// would need a line "diff --git" for them, and then takes the path as relative
// to the top of the repository: in a directory below, it skips the file, and
// exits with 0.
func Patch(base string, files []File) (patch string, left []File) {
	const nothing = "/dev/null"
	var b strings.Builder
	for _, f := range files {
		if (f.Remove || !f.Exists) && len(f.Old)+len(f.New) == 0 {
			left = append(left, f)
			continue
		}
		name := f.place()
		if rel, err := filepath.Rel(base, name); err == nil {
			name = filepath.ToSlash(rel)
		}
		from, to := header("a/"+name), header("b/"+name)
		if !f.Exists {
			from = nothing
		}
		if f.Remove {
			to = nothing
		}
		b.WriteString(udiff.Unified(from, to, string(f.Old), string(f.New)))
	}
	return b.String(), left
}

// header is a name as it is written in the header of a patch. Git and GNU patch
// read a quoted name like a string of C; others do not, so most names are not
// quoted. One with a blank gets a tab at its end, for programs that would
// otherwise use only its first word.
func header(name string) string {
	switch {
	case !utf8.ValidString(name) || strings.ContainsFunc(name, needsQuotes) || strings.HasSuffix(name, " "):
		return quoted(name)
	case strings.Contains(name, " "):
		return name + "\t"
	}
	return name
}

func needsQuotes(r rune) bool { return r == '"' || r == '\\' || !unicode.IsPrint(r) }

// quoted is the quoting of git (https://git-scm.com/docs/git-config, under
// core.quotePath): everything but printable ASCII is three octal digits.
func quoted(name string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c > '~':
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
