package completion

import (
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
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

// Toolchains reads what `rustup toolchain list` prints. The short name of each
// comes first.
func Toolchains(list string) []Candidate {
	var found []Candidate
	for _, installed := range toolchain.List(list) {
		if installed.Channel != "" {
			found = append(found, Candidate{installed.Channel, installed.About})
		}
		found = append(found, Candidate{installed.Name, installed.About})
	}
	return found
}
