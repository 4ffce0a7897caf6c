package args

import (
	"regexp"
	"strings"
)

const (
	number      = `(0|[1-9][0-9]*)`
	identifiers = `([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)`
)

var partialVersion = regexp.MustCompile(
	`^` + number + `(?:\.` + number + `(?:\.` + number + `(?:-` + identifiers + `)?(?:\+` + identifiers + `)?)?)?$`,
)

// matchesVersion is PartialVersion::matches of cargo-util-schemas,
// src/core/partial_version.rs: the parts that are written must be equal, and a
// pre-release matches only if it is written.
func matchesVersion(partial, version string) bool {
	if version == "" {
		version = "0.0.0"
	}
	want := partialVersion.FindStringSubmatch(strings.Trim(partial, " "))
	have := partialVersion.FindStringSubmatch(version)
	if want == nil || have == nil {
		return false
	}
	const pre = 4
	if have[pre] != "" && want[pre] == "" {
		return false
	}
	for i := 1; i < len(want); i++ {
		if want[i] != "" && want[i] != have[i] {
			return false
		}
	}
	return true
}
