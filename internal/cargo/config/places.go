package config

import (
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// fileNames are those of the configuration file in a folder, the stronger first
// (src/cargo/util/context/mod.rs, get_file_path).
var fileNames = []string{"config", "config.toml"}

// Home is where cargo keeps its registry and one more configuration file
// (src/cargo/util/context/mod.rs: CARGO_HOME, else ~/.cargo), "" if the
// environment does not say. A relative one starts at the current directory.
func Home(env []string) string {
	home := HomeIn("", env)
	if abs, err := filepath.Abs(home); home != "" && err == nil {
		return abs
	}
	return home
}

// HomeIn is that of a cargo started in dir, which a relative CARGO_HOME starts
// from. rustup's proxy makes it absolute; cargo alone does not, for the
// processes it starts in other directories.
func HomeIn(dir string, env []string) string {
	if home := environ.Get(env, "CARGO_HOME"); home != "" {
		return paths.Absolute(dir, home)
	}
	if home := environ.Home(env); home != "" {
		return filepath.Join(home, ".cargo")
	}
	return ""
}

// folders are those in which a configuration file applies to a cargo started in
// dir, the strongest first: .cargo there, in the directories above, then home
// (src/cargo/util/context/mod.rs, walk_tree).
func folders(dir, home string) []string {
	var list []string
	for up := range paths.Up(dir) {
		list = append(list, filepath.Join(up, ".cargo"))
	}
	if home != "" && !slices.Contains(list, filepath.Clean(home)) {
		list = append(list, home)
	}
	return list
}

// Places are the paths at which a configuration file would apply to a cargo
// started in dir, whether or not there is one, except those in home. What
// others include is in [Sources].
func Places(dir string) []string {
	var list []string
	for _, folder := range folders(dir, "") {
		for _, name := range fileNames {
			list = append(list, filepath.Join(folder, name))
		}
	}
	return list
}
