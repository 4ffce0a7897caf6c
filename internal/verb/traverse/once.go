package traverse

import (
	"context"
	"fmt"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// once runs a cargo command that is not about workspaces, in the current
// directory, which need not be in one: its answer is the same everywhere.
func (o *options) once(ctx context.Context, c command.Call) (int, error) {
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return 0, err
	}
	spec := nested.Spec{
		Program: sit.Program, Argv: append([]string{"cargo"}, c.Command.Argv()...), Dir: c.Dir,
		Env: sit.UserEnv(lockguard.Traversal),
	}
	if o.dryRun {
		return command.OK, c.Style.DryRun(c.Stdout, nested.Plan{Steps: []nested.Step{{Spec: spec}}})
	}
	res := execution.Terminal{Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr}.Run(ctx, 0, spec)
	if res.Err != nil {
		return 0, fmt.Errorf("starting cargo: %w", res.Err)
	}
	return res.Code, nil
}

// elsewhere refuses a cargo command that would do the same thing again in each
// workspace.
func elsewhere(c command.Call) error {
	cargo := append([]string{"cargo"}, c.Command.Argv()...)
	return command.Usage("cargo "+c.Command.Subcommand+" does nothing in an existing workspace, so it does not run in each of them", args.Join(cargo))
}
