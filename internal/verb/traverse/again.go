package traverse

import (
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/internal/selection"
)

// again is the command line that repeats one run of this call, and nothing else:
// the same cargo command, with the options that say where the workspaces are.
func (o *options) again(c command.Call) report.Again {
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
		if o.scope.Discover {
			words = append(words, "--discover")
		}
		words = append(words, "--only", selection.Literal(c.Style.Relative(run.Dir)))
		if slices.ContainsFunc(c.Line.Verbs, func(v command.Verb) bool { return v.Name == cargo.Subcommand }) {
			words = append(words, "--")
		}
		words = append(append(words, cargo.Subcommand), cargo.Arguments...)
		if !o.secrets {
			words = args.Redacted(words)
		}
		return args.Join(words)
	}
}
