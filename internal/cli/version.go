package cli

import (
	"runtime/debug"
	"strings"
)

// unreleased is the version of a program that was built from a directory
// without a version, as `go run .` and the tests do.
const unreleased = "0.0.0-devel"

// built is the version: what a release has set, or else what the go command
// wrote into the program, as `go install …@v1.2.3` does; without a "v".
func built(release string) string {
	if release != "" {
		return release
	}
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" || info.Main.Version == "(devel)" {
		return unreleased
	}
	return strings.TrimPrefix(info.Main.Version, "v")
}
