package cli

import (
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/verb/completion"
	"github.com/cargo-nw/cargo-nw/internal/verb/doctor"
	"github.com/cargo-nw/cargo-nw/internal/verb/drift"
	"github.com/cargo-nw/cargo-nw/internal/verb/hook"
	"github.com/cargo-nw/cargo-nw/internal/verb/list"
	"github.com/cargo-nw/cargo-nw/internal/verb/setup"
	"github.com/cargo-nw/cargo-nw/internal/verb/share"
	"github.com/cargo-nw/cargo-nw/internal/verb/skeleton"
	"github.com/cargo-nw/cargo-nw/internal/verb/traverse"
	"github.com/cargo-nw/cargo-nw/internal/verb/unify"
)

// verbs are our own commands, in the order of the help. None may be a cargo
// builtin; a test checks them against `cargo --list`. Their options are bound
// to values that belong to this call alone.
func verbs() []command.Verb {
	return []command.Verb{
		list.New(),
		traverse.Exec(),
		setup.New(),
		doctor.New(),
		drift.New(),
		unify.New(),
		share.New(),
		skeleton.New(),
		completion.New(),
		hook.New(),
	}
}

const about = "Run cargo in nested workspaces"

const usage = `cargo nw [options] <subcommand> [arguments]…     any command of cargo
   cargo nw [options] -- <subcommand> [arguments]…  the same, whatever its name
   cargo nw [options] <verb> …`

// examples are the summary that -h prints, below the usage.
const examples = `Examples:
   cargo nw check                      here, then in every nested workspace
   cargo nw -j 4 --output errors test  4 at once, and show only what fails
   cargo nw --only fuzz clippy         in one of them
   cargo nw --changed main test        in those that differ from main
   cargo nw --discover check           in every workspace on disk, listed or not
   cargo nw -n check                   show what would run
   cargo nw list                       show the nested workspaces
   cargo nw setup                      find them, and list them in Cargo.toml`

const description = `Runs a cargo command in this workspace and then in every nested workspace,
depth first: those that a package lists in its Cargo.toml,

    [package.metadata.nested_workspace]
    roots = ["fixtures/*", "fuzz", { path = "examples", dependent = true }]

Everything after the subcommand is passed to cargo unchanged. Before it come the
options below, +toolchain as the first word, and cargo's own -v -q --color
--locked --offline --frozen --config -Z. The exit status is that of the first
failed run. 2: usage error. 3: nothing could run. 4: a cargo-nw check failed
(doctor, --check, --fail-if-none).`

// globals are cargo's flags that may be mixed with our options, with
// descriptions in our own words; a test checks them against the grammar in
// package args.
var globals = []command.Option{
	{Names: []string{"--verbose", "-v"}, About: "cargo: more output"},
	{Names: []string{"--quiet", "-q"}, About: "cargo: less output"},
	{Names: []string{"--color"}, About: "cargo: when to colour", Placeholder: "WHEN", Choices: []string{"auto", "always", "never"}},
	{Names: []string{"--locked"}, About: "cargo: Cargo.lock must not change"},
	{Names: []string{"--offline"}, About: "cargo: no network"},
	{Names: []string{"--frozen"}, About: "cargo: --locked and --offline"},
	{Names: []string{"--config"}, About: "cargo: a configuration file or KEY=VALUE", Placeholder: "KEY=VALUE"},
	{Names: []string{"-Z"}, About: "cargo: an unstable flag", Placeholder: "FLAG"},
}

// shared are options of every call; their values are read after parsing.
type shared struct{ help, version, list bool }

func (s *shared) helpOption() command.Option {
	return command.Flag(&s.help, "--help, -h", "print this help")
}

// root is the traversal with the options that only it has.
func (s *shared) root() command.Verb {
	root := traverse.New()
	root.Options = append(root.Options,
		command.Flag(&s.list, "--list", "the same as the verb list"),
		s.helpOption(),
		command.Flag(&s.version, "--version, -V", "print the version"),
	)
	return root
}

// describe is our command line as data.
func (s *shared) describe(root command.Verb, verbs []command.Verb) command.Line {
	line := command.Line{About: about, Usage: usage, Description: description, Options: root.Options, Globals: globals}
	for _, v := range verbs {
		v.Options = append(v.Options, s.helpOption())
		line.Verbs = append(line.Verbs, v)
	}
	return line
}

// Describe is our command line as data, for tests and for documentation.
func Describe() command.Line {
	var s shared
	return s.describe(s.root(), verbs())
}
