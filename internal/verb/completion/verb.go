package completion

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/docs"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/manpage"
)

// New is `cargo nw completion`. The scripts call it too, with any words after
// --candidates, so none of its words is an option.
func New() command.Verb {
	words := append(slices.Clone(Shells), "man")
	return command.Verb{
		Name: "completion", About: "print a completion script, or the manual page", Usage: "cargo nw completion " + strings.Join(words, "|"),
		Words: words, Verbatim: true,
		Run: run,
	}
}

func run(ctx context.Context, c command.Call) (int, error) {
	const help = "cargo nw completion --help"
	if len(c.Argv) == 0 {
		return 0, command.Usage("name a shell: "+strings.Join(Shells, ", "), "cargo nw completion bash")
	}
	text, known := Script(c.Argv[0])
	switch {
	case c.Argv[0] == "--candidates":
		return 0, candidates(ctx, c, c.Argv[1:])
	case len(c.Argv) > 1:
		return 0, command.Usage("completion has one argument, found "+args.Quote(c.Argv[1]), help)
	case c.Argv[0] == "man":
		page, err := manpage.Page(manpage.Source{Line: c.Line, Version: c.Version, Reference: docs.Reference})
		if err != nil {
			return 0, err
		}
		_, err = c.Stdout.Write(page)
		return 0, err
	case !known:
		return 0, command.Usage("no completion for "+args.Quote(c.Argv[0]), help)
	}
	_, err := io.WriteString(c.Stdout, text)
	return 0, err
}
