package config

import "slices"

// apart are the tables that do not change what a build makes: how cargo talks
// to the network and to the user, and where it looks packages up
// (https://doc.rust-lang.org/cargo/reference/config.html).
var apart = []string{"alias", "cache", "cargo-new", "credential-alias", "future-incompat-report", "http", "net", "registries", "registry", "term"}

// SetsDirectory says whether a --config value sets one of the two directories,
// or is a file that may.
func SetsDirectory(value string) bool {
	values, err := parse([]byte(value))
	if err != nil {
		return true
	}
	build, _ := values["build"].(map[string]any)
	return values["include"] != nil || build["target-dir"] != nil || build["build-dir"] != nil
}

// ChangesBuild says whether a --config value has a key that changes what is
// built, or is a file that may.
func ChangesBuild(value string) bool {
	values, err := parse([]byte(value))
	if err != nil {
		return true
	}
	for key := range values {
		if !slices.Contains(apart, key) {
			return true
		}
	}
	return false
}
