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

// Verbose is what `cargo -vV` or `rustc -vV` says.
type Verbose struct {
	Version  Version
	Unstable bool   // a nightly, or built by hand: it accepts -Z
	Host     string // the platform it runs on
	Text     string // all of it, which two programs from one source have in common
}

// ParseVerbose reads the output of either program.
func ParseVerbose(program, output string) (v Verbose, ok bool) {
	v.Version, ok = Answer(program, output)
	v.Text = strings.TrimSpace(output)
	for line := range strings.Lines(output) {
		switch key, value, _ := strings.Cut(strings.TrimSpace(line), ": "); key {
		case "release":
			_, pre, _ := strings.Cut(value, "-")
			v.Unstable = strings.HasPrefix(pre, "nightly") || strings.HasPrefix(pre, "dev")
		case "host":
			v.Host = value
		}
	}
	return v, ok
}
