package doctor

import "slices"

// page is where each check has a section, by its name.
const page = "https://github.com/cargo-nw/cargo-nw/blob/main/docs/troubleshooting.md"

// checks are the names of all checks, as findings, manifests and documentation
// have them. A name never changes. Tests compare the list with the sources and
// with the page.
var checks = []string{
	"manifest", "roots", "undeclared", "attached", "worktree", "config", "shared-directory", "collision", "lock-file",
	"missing-toolchain", "dependent", "stub", "fuzz-test", "unify", "foreign", "rustup", "allow",
}

// Known says whether a check has this name.
func Known(name string) bool { return slices.Contains(checks, name) }
