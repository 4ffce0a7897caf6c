package hook

import (
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// packaged are the files that cargo puts beside the manifest of a package that
// it has packaged, unpacked or vendored (src/cargo/ops/cargo_package,
// src/cargo/sources/registry, src/cargo/ops/vendor.rs).
var packaged = []string{".cargo-ok", ".cargo-checksum.json", ".cargo_vcs_info.json"}

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
	if filepath.Base(filepath.Dir(dir)) == "package" && paths.Exists(filepath.Join(dir, "Cargo.toml.orig")) {
		return true // target/package/NAME-VERSION; elsewhere such a file may be anybody's
	}
	for _, name := range packaged {
		if paths.Exists(filepath.Join(dir, name)) {
			return true
		}
	}
	return false
}
