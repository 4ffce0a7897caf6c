package traverse

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// plan discovers, observes and decides. It prints warnings; nothing has run.
// The status is that of the selection.
func (o *options) plan(ctx context.Context, c command.Call) (plan nested.Plan, sharing *share.Sharing, status int, err error) {
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return nested.Plan{}, nil, 0, err
	}
	reader := manifest.NewReader(sit.Home)
	cargo := c.Command
	tree, err := o.scope.Tree(ctx, c, reader, append([]string{"cargo"}, cargo.Argv()...))
	if err != nil {
		return nested.Plan{}, nil, 0, err
	}
	places, err := o.order.Places(reader, tree)
	if err != nil {
		return nested.Plan{}, nil, 0, err
	}
	cargo.Globals = lockguard.Anchored(c.Dir, cargo.Globals)
	survey := sit.Survey
	if o.jobs > 1 {
		survey = sit.Directories // to take turns
	}
	directories, err := survey(nested.Directories(tree.Workspaces), cargo, lockguard.Traversal)
	if err != nil {
		return nested.Plan{}, nil, 0, err
	}
	var occupied map[string]bool
	if sit.BuildScript {
		occupied = tree.Occupied(reader, sit.Cargos)
	}
	plan = nested.NewPlan(cargo, tree, sit, directories, occupied).Decided(sit.Decision(c.Dir, cargo))
	if places != nil {
		plan = plan.Arranged(places)
	}
	plan = withToolchains(c, sit, plan)
	warnEndless(c, reader, plan)
	mixed := mixedUp(ctx, c, reader, cargo, plan, sit)
	c.Style.Warnings(c.Stderr, mixed)
	plan.Warnings = slices.Concat(plan.Warnings, mixed)
	plan.FailFast, plan.Jobs, plan.Retries = o.failFast, o.jobs, o.retries
	return plan, share.Begin(tree, sit.UserEnv(lockguard.Traversal)), o.scope.Status(tree), nil
}
