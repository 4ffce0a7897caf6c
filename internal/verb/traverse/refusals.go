package traverse

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/output"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/nested"
)

// refusals is an [execution.Observer] and an [execution.Gate]: when cargo has
// refused the command line in one workspace, it would refuse it in all others.
type refusals struct {
	*output.Console
	refused func(i int) bool // asks cargo whether it refuses that of run i
	shut    bool
}

// Finished says that a run has ended. A command line that cargo refuses ends
// with 1; what fails for another reason does so with 101, or as a test says.
func (r *refusals) Finished(i int, run execution.RunReport) {
	if run.Outcome == execution.Failed && run.Code == 1 && run.Reason == "" && !r.shut {
		r.shut = r.refused(i)
	}
	r.Console.Finished(i, run)
}

// Shut says why nothing more starts.
func (r *refusals) Shut() string {
	if r.shut {
		return "cargo refuses the command line"
	}
	return ""
}

// refused asks cargo about the command line of a run that has failed: with a
// `-h` at its end, cargo prints help, unless it finds a mistake before that. It is
// never true where another workspace may have another cargo or other words.
func (o *options) refused(ctx context.Context, c command.Call, plan nested.Plan) func(i int) bool {
	trailing := []string{"run", "rustc", "rustdoc"} // -h may be the program's
	subcommand := args.Canonical(c.Command.Subcommand)
	if o.program != nil || !args.Builtin(subcommand) || slices.Contains(trailing, subcommand) || len(plan.Steps) < 2 {
		return func(int) bool { return false }
	}
	return func(i int) bool {
		spec := plan.Steps[i].Spec
		for _, other := range plan.Steps {
			if other.Workspace.Pinned || !slices.Equal(other.Spec.Argv, spec.Argv) {
				return false
			}
		}
		at := slices.Index(spec.Argv, "--")
		if at < 0 {
			at = len(spec.Argv)
		}
		help := spec.Command()
		help.Argv = slices.Insert(slices.Clone(spec.Argv), at, "-h")
		res := proc.Run(ctx, help)
		return res.Err == nil && res.Code == 1
	}
}
