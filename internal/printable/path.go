package printable

import "path/filepath"

// Path is a path in a line, with slashes on every system: those who read it,
// and type it, need not know which one it was written on.
func Path(path string) string { return Text(filepath.ToSlash(path)) }
