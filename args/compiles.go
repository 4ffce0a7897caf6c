package args

import "slices"

var (
	// checking are cargo's subcommands that compile, but link nothing except
	// build scripts and proc macros; clippy is check by another name.
	checking = []string{"check", "clippy", "doc", "fix", "rustdoc"}
	// linking are those that make libraries and programs.
	linking = []string{"bench", "build", "package", "publish", "run", "rustc", "test"}
	// reading are well-known external subcommands that build nothing.
	reading = []string{"audit", "deny", "fmt", "machete", "outdated", "sort", "upgrade"}
)

// Compiles says whether the command compiles in the workspace's build
// directory, and whether it makes libraries and programs there. An unknown
// external subcommand may do both. Aliases must be expanded first.
func (c Command) Compiles() (compiles, links bool) {
	sub := canonical(c.Subcommand)
	switch {
	case sub == "":
		return false, false
	case slices.Contains(checking, sub):
		return true, false
	case Builtin(sub):
		links = slices.Contains(linking, sub)
	default:
		links = !slices.Contains(reading, sub)
	}
	return links, links
}
