package traverse

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// plan discovers, observes and decides. It prints what is doubtful; nothing has
// run. The status is that of the selection.
func (o *options) plan(ctx context.Context, c command.Call) (plan nested.Plan, status int, err error) {
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return nested.Plan{}, 0, err
	}
	reader := manifest.NewReader(sit.Home)
	cargo := c.Command
	tree, err := o.scope.Tree(ctx, c, reader, append([]string{"cargo"}, cargo.Argv()...))
	if err != nil {
		return nested.Plan{}, 0, err
	}
	places, err := o.order.Places(reader, tree)
	if err != nil {
		return nested.Plan{}, 0, err
	}
	cargo.Globals = lockguard.Anchored(c.Dir, cargo.Globals)
	survey := sit.Survey
	if o.jobs > 1 {
		survey = sit.Directories // to take turns
	}
	directories, err := survey(nested.Directories(tree.Workspaces), cargo, lockguard.Traversal)
	if err != nil {
		return nested.Plan{}, 0, err
	}
	var occupied map[string]bool
	if sit.BuildScript {
		occupied = tree.Occupied(reader, sit.Cargos)
	}
	plan = nested.NewPlan(cargo, tree, sit, directories, occupied).Decided(sit.Decision(c.Dir, cargo))
	if places != nil {
		plan = plan.Arranged(places)
	}
	mixed := mixedUp(ctx, c, reader, cargo, plan, sit)
	c.Style.Warnings(c.Stderr, mixed)
	plan.Warnings = slices.Concat(plan.Warnings, mixed)
	plan.FailFast, plan.Jobs, plan.Retries = o.failFast, o.jobs, o.retries
	return plan, o.scope.Status(tree), nil
}

// mixedUp are warnings of runs that get each other's code, because they build in
// one directory.
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
