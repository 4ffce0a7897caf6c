package printable

import "path/filepath"

// Path is a path in a line, with slashes on every system: to read or type it,
// you need not know which system it is from.
func Path(path string) string { return Text(filepath.ToSlash(path)) }
