package traverse

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// plan discovers, observes and decides. It prints warnings; nothing has run.
// The status is that of the selection.
func (o *options) plan(ctx context.Context, c command.Call) (plan nested.Plan, tree nested.Tree, sharing *share.Sharing, status int, err error) {
	failed := func(err error) (nested.Plan, nested.Tree, *share.Sharing, int, error) {
		return nested.Plan{}, nested.Tree{}, nil, 0, err
	}
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return failed(err)
	}
	reader := manifest.NewReader(sit.Home)
	cargo := c.Command
	argv := append([]string{"cargo"}, cargo.Argv()...)
	if o.program != nil {
		cargo, argv = args.Command{}, o.program
	}
	tree, err = o.scope.Tree(ctx, c, reader, argv)
	if err != nil {
		return failed(err)
	}
	if o.program == nil {
		if err = known(ctx, c, sit, tree); err != nil {
			return failed(err)
		}
	}
	places, err := o.order.Places(reader, tree)
	if err != nil {
		return failed(err)
	}
	cargo.Globals = lockguard.Anchored(c.Dir, cargo.Globals)
	survey := sit.Survey
	if o.jobs > 1 && o.program == nil {
		survey = sit.Directories // to take turns
	}
	directories, err := survey(nested.Directories(tree.Workspaces), cargo, lockguard.Traversal)
	if err == nil {
		err = nested.SurveyRuns(directories, tree.Workspaces, cargo, sit.UserEnv(lockguard.Traversal))
	}
	if err != nil {
		return failed(err)
	}
	var occupied map[string]bool
	if sit.BuildScript {
		occupied = tree.Occupied(reader, sit.Cargos)
	}
	plan = nested.NewPlan(cargo, tree, sit, directories, occupied)
	if places != nil {
		plan = plan.Arranged(places)
	}
	plan.FailFast, plan.Jobs, plan.Retries, plan.Timeout = o.failFast, o.jobs, o.retries, o.timeout
	if o.program != nil {
		plan, err = programmed(c, plan, o.program, sit)
		return withToolchains(c, sit, plan), tree, nil, o.scope.Status(tree), err
	}
	plan = withToolchains(c, sit, plan.Decided(sit.Decision(c.Dir, cargo)))
	mixed := mixedUp(ctx, c, reader, cargo, plan, sit)
	c.Style.Warnings(c.Stderr, mixed)
	plan.Warnings = slices.Concat(plan.Warnings, mixed)
	return plan, tree, share.Begin(tree, sit.UserEnv(lockguard.Traversal)), o.scope.Status(tree), nil
}
