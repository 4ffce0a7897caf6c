package traverse

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/layer"
	"github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// intent is what a call is going to do.
type intent struct {
	plan    nested.Plan
	tree    nested.Tree
	sharing *share.Sharing
	layer   *layer.Layer
	status  int // of the selection
}

// plan discovers, observes and decides. It prints warnings; nothing has run.
func (o *options) plan(ctx context.Context, c command.Call, reader *manifest.Reader) (intent, error) {
	sit, err := lockguard.Observe(ctx, c.Env)
	if err != nil {
		return intent{}, err
	}
	cargo := c.Command
	argv := append([]string{"cargo"}, cargo.Argv()...)
	if o.program != nil {
		cargo, argv = args.Command{}, o.program
	}
	tree, err := o.scope.Tree(ctx, c, reader, argv)
	if err != nil {
		return intent{}, err
	}
	cargo.Globals = lockguard.Anchored(c.Dir, cargo.Globals)
	env := sit.UserEnv(lockguard.Traversal)
	var over *layer.Layer
	if o.program == nil {
		if err = known(ctx, c, sit, tree); err != nil {
			return intent{}, err
		}
		if over, err = layer.Look(tree, cargo, env); err != nil {
			return intent{}, err
		}
	}
	tree = over.Narrow(tree)
	if first, ok := tree.Containing(); ok {
		if env, err = over.Env(first.Dir, env); err != nil {
			return intent{}, err
		}
	}
	places, err := o.order.Places(reader, tree)
	if err != nil {
		return intent{}, err
	}
	survey := sit.Survey
	if o.jobs > 1 && o.program == nil {
		survey = sit.Directories // to take turns
	}
	directories, err := survey(nested.Directories(tree.Workspaces), cargo, lockguard.Traversal)
	if err == nil {
		err = nested.SurveyRuns(directories, tree.Workspaces, cargo, env)
	}
	if err != nil {
		return intent{}, err
	}
	var occupied map[string]bool
	if sit.BuildScript {
		occupied = tree.Occupied(reader, sit.Cargos)
	}
	plan := nested.NewPlan(cargo, tree, sit, directories, occupied)
	if places != nil {
		plan = plan.Arranged(places)
	}
	plan.FailFast, plan.Jobs, plan.Retries, plan.Timeout = o.failFast, o.jobs, o.retries, o.timeout
	if o.program != nil {
		plan, err = programmed(c, plan, o.program, sit)
		return intent{plan: withToolchains(c, sit, plan), tree: tree, status: o.scope.Status(tree)}, err
	}
	plan = withToolchains(c, sit, plan.Decided(sit.Decision(c.Dir, cargo)))
	warnEndless(c, reader, plan)
	mixed := mixedUp(ctx, c, reader, cargo, plan, sit)
	c.Style.Warnings(c.Stderr, mixed)
	plan.Warnings = slices.Concat(plan.Warnings, mixed)
	return intent{plan, tree, share.Begin(tree, env, ""), over, o.scope.Status(tree)}, nil
}
