// Package cli is the command line: argv in, exit status out. It is the only
// package that knows the command line library.
//
// It does no work of its own and never exits: a verb does the work, and main
// exits.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/report"
)

// Run is the whole program: argv without the program's name in, exit status
// out. version is set by a release; "" means the one in the build information.
// After a second signal it no longer waits for whatever should read its output.
func Run(argv, env []string, version string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, forced, stop := signalled()
	defer stop()
	call := command.Call{Env: env, Version: built(version), Stdin: stdin, Stdout: stdout, Stderr: stderr}
	status := make(chan int, 1)
	go func() { status <- serve(ctx, call, argv) }()
	select {
	case code := <-status:
		return code
	case code := <-forced:
		return code
	}
}

// serve does what the command line says. Errors are printed here, once.
func serve(ctx context.Context, call command.Call, argv []string) int {
	call.Style.Color, call.Style.Workflow = useColor(call, ""), environ.Get(call.Env, "GITHUB_ACTIONS") == "true"
	status, err := start(ctx, &call, argv)
	if err == nil {
		return status
	}
	if !errors.Is(err, syscall.EPIPE) { // otherwise the reader has read enough
		call.Fail(err)
	}
	return command.Status(err)
}

// start reads the command line and calls the verb. An error means that nothing
// was done.
func start(ctx context.Context, call *command.Call, argv []string) (int, error) {
	var common shared
	root, list := common.root(), verbs()
	call.Line = common.describe(root, list)
	inv, err := args.Parse(argv, own(root.Options), names(list))
	if err != nil {
		return 0, err
	}
	verb, after := root, []string(nil)
	if i := slices.Index(names(list), inv.Verb); i >= 0 {
		verb, after = call.Line.Verbs[i], inv.Command.Arguments
		if verb.Program {
			inv.Command.Arguments = nil // not cargo's
		}
	}
	if err = locate(call, inv.Command); err != nil {
		return 0, err
	}
	if err = args.Misplaced(argv, own(root.Options), names(list), aliases(*call)); err != nil {
		return 0, err
	}
	call.Own = inv.Own
	if at := slices.Index(after, "--"); at >= 0 && verb.Passes {
		after, call.Passed = after[:at], slices.Clone(after[at+1:])
		if len(call.Passed) == 0 {
			return 0, command.Usage("there is no cargo command after --", called(verb)+" -- build")
		}
	}
	if call.Argv, call.Open, err = parse(verb, inv.Own, after, call.Line, call.Env); err != nil {
		return 0, err
	}
	switch {
	case common.help && verb.Name == "" && slices.Contains(inv.Own, "-h"):
		return 0, writeSummary(call.Stdout, call.Line)
	case common.help && verb.Name == "":
		return 0, writeHelp(call.Stdout, call.Line)
	case common.help:
		return 0, writeVerbHelp(call.Stdout, verb)
	case common.version:
		_, err = fmt.Fprintln(call.Stdout, "cargo-nw", call.Version)
		return 0, err
	case common.list:
		return start(ctx, call, listing(inv))
	case verb.Name == "" && inv.Command.Subcommand == "":
		if len(inv.Own) > 0 || len(inv.Command.Globals) > 0 {
			return 0, command.Usage("no subcommand", "cargo nw --help")
		}
		return 0, writeSummary(call.Stdout, call.Line)
	}
	status, err := verb.Run(ctx, *call)
	if verb.Verbatim {
		call.Style.Cwd = "" // for an error: the program that called us is in another directory than the user
	}
	return status, err
}

// locate finds the current directory, and how the cargo command line wants
// messages.
func locate(call *command.Call, cargo args.Command) error {
	when, _ := cargo.Color()
	call.Command = cargo
	call.Style.Color, call.Style.Quiet, call.Style.Verbose = useColor(*call, when), cargo.Quiet(), cargo.Verbose()
	dir, err := os.Getwd()
	if err == nil {
		dir, err = filepath.EvalSymlinks(dir) // as cargo sees it
	}
	if err != nil {
		return fmt.Errorf("reading the current directory: %w", err)
	}
	call.Dir, call.Style.Cwd = dir, dir
	call.Self, _ = os.Executable()
	return nil
}

// aliases are those of the user's cargo in the current directory. Nothing is
// read before one is looked up.
func aliases(c command.Call) args.Aliases {
	return func(name string) (words []string, ok bool) {
		place := config.Place{Dir: c.Dir, Home: config.HomeIn(c.Dir, c.Env), Env: c.Env}
		known, err := config.NewReader().Load(place)
		if err != nil {
			return nil, false // cargo itself reports that
		}
		return known.Alias(name)
	}
}

// listing is the command line with the verb in place of --list.
func listing(inv args.Invocation) []string {
	words := slices.DeleteFunc(slices.Clone(inv.Own), func(word string) bool { return word == "--list" })
	return slices.Concat(inv.Command.Globals, words, []string{"list"})
}

// useColor says whether our own lines are coloured. when is the value of
// --color.
func useColor(call command.Call, when string) bool {
	_, terminal := output.Terminal(call.Stderr)
	return report.UseColor(when, environ.Get(call.Env, "CARGO_TERM_COLOR"), environ.Get(call.Env, "NO_COLOR"), terminal)
}
