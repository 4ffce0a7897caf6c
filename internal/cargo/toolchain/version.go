package toolchain

import (
	"strconv"
	"strings"
)

// Version is that of a program, or of Rust.
type Version struct{ Major, Minor int }

// ParseVersion reads a version that begins with MAJOR.MINOR.
func ParseVersion(text string) (Version, bool) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) < 2 {
		return Version{}, false
	}
	digits := len(parts[1]) - len(strings.TrimLeft(parts[1], "0123456789"))
	major, err := strconv.Atoi(parts[0])
	minor, minorErr := strconv.Atoi(parts[1][:digits])
	return Version{major, minor}, err == nil && minorErr == nil
}

// Answer reads what `PROGRAM --version` prints: `cargo 1.95.0 (…)`. There may be
// other lines before it.
func Answer(program, output string) (Version, bool) {
	for line := range strings.Lines(output) {
		if rest, ok := strings.CutPrefix(line, program+" "); ok {
			return ParseVersion(rest)
		}
	}
	return Version{}, false
}

// Before says whether v is older than major.minor.
func (v Version) Before(major, minor int) bool {
	return v.Major < major || v.Major == major && v.Minor < minor
}
