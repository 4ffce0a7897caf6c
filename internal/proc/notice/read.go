package notice

import (
	"io"
	"os"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/proc/ancestry"
)

// most is how much of a notice is read, in bytes: enough for some hundred
// thousand directories.
const most = 256 << 20

// Read is what a process says in its notice in dir; false if it has none.
func Read(dir string, id ancestry.ID) (text []byte, ok bool) {
	if !filepath.IsAbs(dir) || id.Started == 0 || private(dir) != nil {
		return nil, false
	}
	path := filepath.Join(dir, name(id))
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil, false
	}
	file, err := os.Open(path) //nolint:gosec // in our own directory
	if err != nil {
		return nil, false
	}
	defer func() { _ = file.Close() }()
	if !held(file) {
		return nil, false
	}
	text, err = io.ReadAll(io.LimitReader(file, most))
	return text, err == nil
}
