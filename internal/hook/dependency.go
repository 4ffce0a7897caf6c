package hook

import (
	"os"
	"path/filepath"
	"strings"
)

// packaged are the files that cargo puts beside the manifest of a package that
// it has packaged, unpacked or vendored (src/cargo/ops/cargo_package,
// src/cargo/sources/registry, src/cargo/ops/vendor.rs).
var packaged = []string{".cargo-ok", ".cargo-checksum.json", ".cargo_vcs_info.json", "Cargo.toml.orig"}

// dependency says whether the package is somebody's dependency from a registry
// or from git, or is being verified by `cargo package`: its nested workspaces
// are then not there, or not the user's business.
func dependency(path, cargoHome string) bool {
	dir := filepath.Dir(path)
	for _, sub := range []string{"registry", "git"} {
		root := filepath.Join(cargoHome, sub) + string(filepath.Separator)
		if cargoHome != "" && strings.HasPrefix(dir+string(filepath.Separator), root) {
			return true
		}
	}
	for _, name := range packaged {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}
