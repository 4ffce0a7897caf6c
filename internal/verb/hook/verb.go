package hook

import (
	"context"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
)

// kinds are what calls a hook, by the word for it.
var kinds = map[string]Kind{"build": Build, "test": Test}

// New is `cargo-nw hook`. What follows the kind is added to each nested command.
func New() command.Verb {
	return command.Verb{
		Name: "hook", About: "called by build scripts and tests", Usage: "cargo-nw hook build|test [argument]…",
		Words: []string{"build", "test"}, Verbatim: true, Hidden: true,
		Run: func(ctx context.Context, c command.Call) (status int, err error) {
			word, extra := "", []string(nil)
			if len(c.Argv) > 0 {
				word, extra = c.Argv[0], c.Argv[1:]
			}
			kind, known := kinds[word]
			if !known {
				return 0, command.Usage(
					"hook is called by build scripts and tests, as hook build or hook test, not as hook "+args.Quote(word),
					"cargo nw setup --print",
				)
			}
			return Call{
				Kind: kind, Extra: extra, Env: c.Env, Dir: c.Dir, Style: c.Style, Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
			}.Run(ctx)
		},
	}
}
