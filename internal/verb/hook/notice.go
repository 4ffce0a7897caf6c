package hook

import (
	"context"
	"slices"

	"github.com/cargo-nw/cargo-nw/internal/execution"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/proc/notice"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// post makes the notice by which hooks below this one know where they are, and
// gives the plan whose runs know where it is. Without one, a hook that is
// reached again takes its way for a circle. withdraw removes it.
func (c Call) post(cargo directives, plan nested.Plan) (posted nested.Plan, n *notice.Notice, withdraw func()) {
	if !plan.RunsAny() {
		return plan, nil, func() {}
	}
	n, err := notice.Post(c.Env)
	if err == nil {
		return plan.Sharing([]string{lockguard.Below(n)}), n, n.Remove
	}
	if slices.ContainsFunc(plan.Steps, func(s nested.Step) bool { return s.Workspace.Dependent }) {
		cargo.warning("hooks of packages that nested workspaces depend on will take that for a circle, because nothing can be written for them: " + err.Error())
	}
	return plan, nil, func() {}
}

// telling is a [execution.Runner] that says in the notice of this process, while
// cargo runs in a workspace, which one that is.
type telling struct {
	execution.Runner
	notice *notice.Notice // nil for none
	above  []lockguard.Frame
	hook   hook
	plan   nested.Plan
}

// Run runs cargo.
func (t telling) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	if t.notice != nil {
		way := append(slices.Clone(t.above), t.hook.step(t.plan.Steps[i].Workspace))
		if err := t.notice.Write(lockguard.TellWay(way)); err != nil {
			return proc.Result{Err: err}
		}
	}
	return t.Runner.Run(ctx, i, spec)
}
