package args

import "slices"

// Where says where a cargo command belongs.
type Where int

const (
	// InWorkspaces is a command that does its work in the workspace that it is
	// started in.
	InWorkspaces Where = iota
	// Once is one that says or asks the same wherever it is started.
	Once
	// Elsewhere is one that makes or installs something that is not in any
	// workspace yet, or never: run several times, it is a mistake.
	Elsewhere
)

// Where looks at the command line only: aliases are not known. What an external
// subcommand does is not known either, except for `--help`, and `-h` as its last
// word.
func (c Command) Where() Where {
	tokens, _ := grammarOf(c.Subcommand).scan(c.Arguments)
	has := func(name string) bool { return slices.ContainsFunc(tokens, func(t token) bool { return t.is(name) }) }
	subcommand := canonical(c.Subcommand)
	n := len(c.Arguments)
	switch help := has("--help"); {
	case help && Builtin(subcommand), slices.ContainsFunc(tokens, func(t token) bool { return t.words[0] == "--help" }):
		return Once
	case help && c.Arguments[n-1] == "-h":
		return Once
	}
	switch subcommand {
	case "help", "search", "login", "logout", "git-checkout":
		return Once
	case "owner", "yank":
		if positional(tokens) > 0 {
			return Once // else it is about the package here
		}
	case "new", "init":
		return Elsewhere
	case "install":
		switch {
		case has("--list"):
			return Once
		case !has("--path"):
			return Elsewhere
		}
	case "uninstall":
		if positional(tokens) > 0 || has("--package") {
			return Elsewhere
		}
	}
	return InWorkspaces
}
