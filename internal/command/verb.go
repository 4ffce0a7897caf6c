package command

import (
	"context"
	"io"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Verb is one of our own commands, or the traversal, which has no name.
type Verb struct {
	Name    string
	About   string // for the list of verbs: lower case, no full stop
	Usage   string // the line to type
	Options []Option
	Words   []string // what its argument may be; nil if it has none
	Hidden  bool     // not in the list of verbs: people do not type it
	// Passes: the words after `--` are a command line of cargo's.
	Passes bool
	// Verbatim: the words after the verb are not our options. A verb like that is
	// called by programs, so paths in its errors are absolute.
	Verbatim bool
	// Program: the words after its options are a program and its arguments. The
	// first of them, or `--`, ends the options.
	Program bool
	// Run does the work and returns the exit status. An error means that nothing
	// was done; [Status] gives its status.
	Run func(ctx context.Context, c Call) (status int, err error)
}

// Call is what a verb is given. It is a value, not a place to leave things.
type Call struct {
	Argv    []string // the words after the verb that are not its options
	Own     []string // our options before the verb or the subcommand, as typed
	Passed  []string // the words after `--`, for a verb that passes them on; nil without it
	Env     []string // the environment of this process
	Dir     string   // the current directory, symlinks resolved
	Self    string   // our own program, "" when unknown
	Version string
	Command args.Command // the cargo command line, for the traversal
	Line    Line         // our whole command line, for completion and the manual page
	// Open are the options of the verb that neither the command line nor a
	// variable has set.
	Open   []Option
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer
	Style  report.Style
}

// Line is our whole command line as data.
type Line struct {
	About       string // one line
	Usage       string // the lines to type
	Description string
	Options     []Option // those before a subcommand
	Globals     []Option // cargo's, which may be mixed with them
	Verbs       []Verb
}
