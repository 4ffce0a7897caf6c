//go:build unix

package store

import (
	"os"
	"syscall"
)

const countsLinks = true

// Links is how many names a file has, and what tells it from other files.
func Links(info os.FileInfo) (n int, id [2]uint64) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, id
	}
	return int(st.Nlink), [2]uint64{uint64(st.Dev), st.Ino} //nolint:unconvert,gosec // other widths on other systems
}
