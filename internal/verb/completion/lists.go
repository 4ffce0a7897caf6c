package completion

import (
	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
)

// Subcommands reads what `cargo --list` prints. We are left out, since we do not
// run ourselves.
func Subcommands(list string) []Candidate {
	var found []Candidate
	for _, listed := range args.ParseList(list) {
		if listed.Name != "nw" {
			found = append(found, Candidate{listed.Name, listed.About})
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
