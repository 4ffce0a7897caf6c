package traverse

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// again is the command line that repeats one run of this call, and nothing else:
// the same command, with the options that say where the workspaces are.
func (o *options) again(c command.Call, rep execution.Report) report.Again {
	return func(run execution.RunReport) string {
		cargo := c.Command
		words := []string{"cargo", "nw"}
		if cargo.Toolchain != "" {
			words = append(words, "+"+cargo.Toolchain)
		}
		words = append(words, cargo.Globals...)
		if o.scope.ManifestPath != "" {
			words = append(words, "--manifest-path", o.scope.ManifestPath)
		}
		for _, flag := range []struct {
			on   bool
			name string
		}{{o.scope.Discover, "--discover"}, {o.scope.Plain, "--plain"}, {o.changes, "--fail-if-changed"}} {
			if flag.on {
				words = append(words, flag.name)
			}
		}
		words = append(words, "--only", pattern(c, rep, run))
		switch {
		case o.program != nil:
			words = slices.Concat(words, []string{"exec", "--"}, o.program)
		case slices.ContainsFunc(c.Line.Verbs, func(v command.Verb) bool { return v.Name == cargo.Subcommand }):
			words = slices.Concat(words, []string{"--", cargo.Subcommand}, cargo.Arguments)
		default:
			words = slices.Concat(words, []string{cargo.Subcommand}, cargo.Arguments)
		}
		if !o.secrets {
			words = args.Redacted(words)
		}
		return args.Join(words)
	}
}

// pattern selects this run of the report, and no other.
func pattern(c command.Call, rep execution.Report, run execution.RunReport) string {
	text := selection.Literal(c.Style.Relative(run.Dir))
	below := func(other execution.RunReport) bool { return other.Dir != run.Dir && paths.Inside(run.Dir, other.Dir) }
	if text != "." && slices.ContainsFunc(rep.Runs, below) {
		text += "/."
	}
	if run.Variant != "" {
		text += "#" + run.Variant
	}
	return text
}
