package args

import (
	"slices"
	"strings"
)

// added is an option among the words that a manifest adds to the commands of
// a workspace, with its values.
type added struct {
	token

	words []string
}

// With is the command with words that the settings of a workspace add: before
// `--`, and before the program's arguments of `cargo run`. [CheckSettings] has
// accepted the words.
//
// A word reaches a subcommand that has an option of that name. Those that do
// something else with it (`cargo add --features`) get only cargo's global flags.
// External subcommands get everything, except the few that are known to build
// nothing (`cargo fmt`). Whatever the command line says itself wins: an option
// that it has is not added, unless both count (`--features`).
func (c Command) With(words []string) Command {
	g := grammarOf(c.Subcommand)
	there, end := g.scan(c.Arguments)
	there = append(there, c.globals()...)
	var more []string
	for _, s := range settings(g, words) {
		if c.knows(s.token) && !overridden(s.token, there) {
			more = append(more, s.words...)
		}
	}
	c.Arguments = slices.Concat(c.Arguments[:end], more, c.Arguments[end:])
	return c
}

// CheckSettings refuses words that cannot be added to a command.
func CheckSettings(words []string) error {
	if i := slices.Index(words, "--"); i >= 0 {
		return &UsageError{"`--` cannot be among them: what comes after it is not cargo's", "leave it out"}
	}
	for _, s := range settings(grammarOf("check"), words) {
		shown := Quote(s.words[0])
		switch {
		case strings.HasPrefix(s.words[0], "+"):
			return &UsageError{shown + " is a toolchain, not an argument", `write toolchain = "` + s.words[0][1:] + `"`}
		case s.name == "":
			return &UsageError{shown + " belongs to no option", "arguments are options, such as \"--features\", \"x\""}
		case s.problem == missingValue:
			return &UsageError{shown + " needs a value", ""}
		case s.problem == unexpectedValue:
			return &UsageError{shown + " takes no value", ""}
		case slices.Contains([]string{"--manifest-path", "--lockfile-path", "-C", "--help"}, s.name):
			return &UsageError{shown + " cannot be set for a workspace", "leave it out"}
		}
	}
	return nil
}

// settings takes the words apart. A word after an option that is not in our
// tables is its value.
func settings(g grammar, words []string) []added {
	g.trailing = false
	tokens, _ := g.scan(words)
	var list []added
	for _, t := range tokens {
		if last := len(list) - 1; t.name == "" && last >= 0 && list[last].problem == unknown && flags[list[last].name] == nil {
			list[last].words = append(slices.Clone(list[last].words), t.words...)
			continue
		}
		list = append(list, added{t, t.words})
	}
	return list
}

// knows says whether the subcommand has the option, in the same sense.
func (c Command) knows(t token) bool {
	sub := canonical(c.Subcommand)
	global := slices.ContainsFunc(globalOptions, func(o option) bool { return t.is(o.name()) })
	switch {
	case !Builtin(sub):
		return !slices.Contains(reading, sub)
	case global:
		return true
	case !slices.Contains(configurable, sub):
		return false
	case t.problem != unknown:
		return true // its grammar has it
	}
	return slices.Contains(flags[t.name], sub)
}

// overridden says whether the command line already decides what the setting
// would.
func overridden(t token, there []token) bool {
	return slices.ContainsFunc(there, func(other token) bool {
		if t.is(other.name) {
			return !t.repeats || t.is("--target")
		}
		return slices.ContainsFunc(choices, func(names []string) bool {
			return slices.Contains(names, t.name) && slices.Contains(names, other.name)
		})
	})
}

// choices are options that decide the same thing.
var choices = [][]string{
	{"--package", "--workspace", "--all"},
	{"--release", "--profile"},
}

// configurable are the builtins that build or resolve: to them, options such as
// --target and --features mean what they mean to `cargo build`.
var configurable = []string{
	"bench", "build", "check", "clean", "doc", "fetch", "fix", "metadata", "package", "publish", "run", "rustc",
	"rustdoc", "test", "tree",
}

// flags are options without a value that a workspace may need, and which of the
// configurable builtins have them. TestFlags compares them with `cargo
// <subcommand> --help`.
var flags = map[string][]string{
	"--all-features":        {"bench", "build", "check", "doc", "fix", "metadata", "package", "publish", "run", "rustc", "rustdoc", "test", "tree"},
	"--no-default-features": {"bench", "build", "check", "doc", "fix", "metadata", "package", "publish", "run", "rustc", "rustdoc", "test", "tree"},
	"--workspace":           {"bench", "build", "check", "clean", "doc", "fix", "package", "publish", "test", "tree"},
	"--all":                 {"bench", "build", "check", "doc", "fix", "test"},
	"--lib":                 {"bench", "build", "check", "doc", "fix", "rustc", "rustdoc", "test"},
	"--bins":                {"bench", "build", "check", "doc", "fix", "rustc", "rustdoc", "test"},
	"--examples":            {"bench", "build", "check", "doc", "fix", "rustc", "rustdoc", "test"},
	"--tests":               {"bench", "build", "check", "fix", "rustc", "rustdoc", "test"},
	"--benches":             {"bench", "build", "check", "fix", "rustc", "rustdoc", "test"},
	"--all-targets":         {"bench", "build", "check", "fix", "rustc", "rustdoc", "test"},
	"--keep-going":          {"build", "check", "doc", "fix", "package", "publish", "run", "rustc", "rustdoc"},
	"--ignore-rust-version": {"bench", "build", "check", "doc", "fix", "run", "rustc", "rustdoc", "test"},
	"--no-deps":             {"doc", "metadata"},
}
