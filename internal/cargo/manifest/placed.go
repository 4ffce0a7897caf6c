package manifest

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// marks are the files that cargo puts beside the manifest of a package that it
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

// Dependency says whether the package with the manifest at path is somebody's
// dependency from a registry or from git, or is being verified by `cargo
// package`: its nested workspaces are then not there, or not the user's
// business.
func Dependency(path, cargoHome string) bool {
	dir := filepath.Dir(path)
	for _, sub := range []string{"registry", "git"} {
		if cargoHome != "" && paths.Inside(filepath.Join(cargoHome, sub), dir) {
			return true
		}
	}
	if filepath.Base(filepath.Dir(dir)) == "package" && paths.Exists(filepath.Join(dir, FileName+".orig")) {
		return true // target/package/NAME-VERSION; elsewhere such a file may be anybody's
	}
	return Placed(dir)
}

// verified reports whether dir is where `cargo package` unpacks what it
// verifies; the search for a root stops there (src/cargo/core/workspace.rs,
// find_root_iter).
func verified(dir string) bool {
	rest, ok := strings.CutSuffix(dir, filepath.FromSlash("/package"))
	return ok && strings.HasSuffix(rest, filepath.FromSlash("/target"))
}
