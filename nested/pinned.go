package nested

import "github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"

// toolchainOf is the toolchain file in a directory, and whether it chooses a
// toolchain. One that cannot be read does: rustup reports it, whatever else is
// chosen.
func toolchainOf(dir string) (path string, pinned bool) {
	if path = toolchain.FileIn(dir); path == "" {
		return "", false
	}
	file, err := toolchain.ReadFile(path)
	return path, err != nil || file.Channel != "" || file.Path != ""
}
