package printable

import "path/filepath"

// Path is a path in a line, with slashes on every system: to read or type it,
// you need not know which system it is from.
func Path(path string) string { return Text(filepath.ToSlash(path)) }

// Quoted is a path or a pattern as a message shows it: between backquotes, or
// escaped if a terminal would act on it.
func Quoted(path string) string {
	path = filepath.ToSlash(path)
	if text := Text(path); text != path {
		return text
	}
	return "`" + path + "`"
}
