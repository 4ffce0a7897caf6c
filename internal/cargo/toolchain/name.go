package toolchain

import (
	"regexp"
	"strings"
)

// host is a platform at the end of a toolchain's name.
var host = regexp.MustCompile(`^-[a-z]\w*-\w+-\w+(-\w+)?$`)

// channel is the name of a toolchain without its host
// (https://rust-lang.github.io/rustup/concepts/toolchains.html).
var channel = regexp.MustCompile(`^((?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?(?:-beta(?:\.\d+)?)?)(?:-\d{4}-\d{2}-\d{2})?)-.`)

// Installed is a toolchain as `rustup toolchain list` shows it.
type Installed struct {
	Name    string
	Channel string // its name without the host, "" if it has none
	About   string // "active, default"
}

// List reads what `rustup toolchain list` prints: one name per line, with
// remarks in parentheses.
func List(output string) []Installed {
	var found []Installed
	for line := range strings.Lines(output) {
		name, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" || strings.HasPrefix(line, "no installed toolchains") {
			continue
		}
		one := Installed{Name: name, About: strings.Trim(about, "()")}
		if m := channel.FindStringSubmatch(name); m != nil {
			one.Channel = m[1]
		}
		found = append(found, one)
	}
	return found
}
