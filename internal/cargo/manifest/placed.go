package manifest

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// marks are the files that cargo puts next to the manifest of a package that it
// has packaged, unpacked or vendored (src/cargo/ops/cargo_package,
// src/cargo/sources/registry, src/cargo/ops/vendor.rs).
var marks = []string{".cargo-ok", ".cargo-checksum.json", ".cargo_vcs_info.json"}

// Placed says that cargo has put the package in dir there: vendored or unpacked.
func Placed(dir string) bool {
	for _, name := range marks {
		if paths.Exists(filepath.Join(dir, name)) {
			return true
		}
	}
	return false
}

// Generated says that cargo-nw has written the package itself: it is of no
// interest to anybody but the workspace that it is for.
func (s Settings) Generated() bool {
	return in[bool](in[map[string]any](s.metadata(), "cargo-nw"), "generated")
}

// Vendored says that `cargo vendor` has put the package in dir there, provided
// that it has written one of the directories.
func Vendored(dir string, directories []string) bool {
	parent := paths.Resolve(filepath.Dir(dir))
	return paths.Exists(filepath.Join(dir, ".cargo-checksum.json")) &&
		slices.ContainsFunc(directories, func(d string) bool { return paths.Resolve(d) == parent })
}

// Fetched says that the package in dir is where cargo keeps what it has
// fetched. cargoHome may be "".
func Fetched(dir, cargoHome string) bool {
	if cargoHome == "" {
		return false
	}
	return slices.ContainsFunc([]string{"registry", "git"}, func(sub string) bool {
		store := filepath.Join(cargoHome, sub)
		return paths.Inside(store, dir) || paths.Inside(paths.Resolve(store), paths.Resolve(dir))
	})
}

// Packaged says that the package in dir has the shape of one that `cargo
// package` has unpacked to verify it: target/package/NAME-VERSION.
func Packaged(dir string) bool {
	return filepath.Base(filepath.Dir(dir)) == "package" && paths.Exists(filepath.Join(dir, FileName+".orig"))
}

// verified reports whether dir is where `cargo package` unpacks what it
// verifies; the search for a root stops there (src/cargo/core/workspace.rs,
// find_root_iter).
func verified(dir string) bool {
	rest, ok := strings.CutSuffix(dir, filepath.FromSlash("/package"))
	return ok && strings.HasSuffix(rest, filepath.FromSlash("/target"))
}
