package relock

import (
	"regexp"
	"strings"
)

// required is how cargo reports a requirement that it cannot meet
// (src/cargo/core/resolver/errors.rs).
var required = regexp.MustCompile("(?s)for the requirement `[^ `]+ = \"([^\"`]+)\"`.*?required by package `([^ `]+) v([^ `]+)")

// reason is why cargo does not move a package, on one line.
func reason(text string) string {
	if m := required.FindStringSubmatch(text); m != nil {
		return m[2] + " " + m[3] + " asks for " + m[1]
	}
	if _, after, found := strings.Cut(text, "error: "); found {
		text = after
	}
	var words []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" && words != nil, strings.HasPrefix(line, "location searched:"), strings.HasPrefix(line, "As a reminder"):
			return strings.Join(words, "; ")
		case line != "":
			words = append(words, line)
		}
	}
	return strings.Join(words, "; ")
}
