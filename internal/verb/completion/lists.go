package completion

import (
	"regexp"
	"strings"
)

// Subcommands reads what `cargo --list` prints: builtins, aliases and external
// commands, each indented by four spaces (src/bin/cargo/main.rs). We are left
// out, since we do not run ourselves.
func Subcommands(list string) []Candidate {
	var found []Candidate
	for line := range strings.Lines(list) {
		if !strings.HasPrefix(line, "    ") {
			continue
		}
		name, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name != "" && name != "nw" {
			found = append(found, Candidate{name, strings.TrimSpace(about)})
		}
	}
	return found
}

// channel is the name of a toolchain without the machine it is for, as rustup
// has it (https://rust-lang.github.io/rustup/concepts/toolchains.html).
var channel = regexp.MustCompile(`^((?:stable|beta|nightly|\d+\.\d+(?:\.\d+)?(?:-beta(?:\.\d+)?)?)(?:-\d{4}-\d{2}-\d{2})?)-.`)

// Toolchains reads what `rustup toolchain list` prints: a name a line, and what
// it is in parentheses. The short name of each comes first.
func Toolchains(list string) []Candidate {
	var found []Candidate
	for line := range strings.Lines(list) {
		name, about, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name == "" || strings.HasPrefix(line, "no installed toolchains") {
			continue
		}
		about = strings.Trim(about, "()")
		if m := channel.FindStringSubmatch(name); m != nil {
			found = append(found, Candidate{m[1], about})
		}
		found = append(found, Candidate{name, about})
	}
	return found
}
