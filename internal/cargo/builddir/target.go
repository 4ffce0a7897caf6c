package builddir

import (
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// Is says whether cargo has built in dir, a target or a build directory. The
// tag exists only if cargo created the directory itself, the other file in any
// case (src/cargo/core/compiler/layout.rs, src/cargo/util/rustc.rs).
func Is(dir string) bool {
	return paths.Exists(filepath.Join(dir, "CACHEDIR.TAG")) || paths.Exists(filepath.Join(dir, ".rustc_info.json"))
}

// Seen remembers the answers of [Is]. It is not safe for concurrent use.
type Seen map[string]bool

// Holds says whether dir is, or is in, a directory in which cargo has built:
// its contents are copies. Both paths are clean. Directories that contain top
// are not looked at: a user who starts in a target directory means it.
func (s Seen) Holds(top, dir string) bool {
	for up := range paths.Up(dir) {
		if len(up) <= len(top) && paths.Inside(up, top) {
			return false
		}
		is, known := s[up]
		if !known {
			is = Is(up)
			s[up] = is
		}
		if is {
			return true
		}
	}
	return false
}
