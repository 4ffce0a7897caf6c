package traverse

import (
	"context"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// mixedUp are warnings about runs that get each other's code, because they
// build in one directory.
func mixedUp(ctx context.Context, c command.Call, reader *manifest.Reader, cargo args.Command, plan nested.Plan, sit lockguard.Situation) []nested.Warning {
	if compiles, _ := cargo.Compiles(); !compiles || len(plan.Steps) < 2 {
		return nil
	}
	roots := make([]string, 0, len(plan.Steps))
	for _, step := range plan.Steps {
		roots = append(roots, step.Workspace.Dir)
	}
	world := shareddir.NewWorld(ctx, reader, sit.Program, sit.UserEnv(lockguard.Traversal))
	world.Command = cargo
	return world.Warnings(c.Style, world.Look(shareddir.Planned(plan, sit.Readable(roots, cargo, lockguard.Traversal))))
}
