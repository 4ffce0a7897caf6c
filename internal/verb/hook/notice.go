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

// post writes the notice by which hooks below this one know where they are, and
// returns the plan whose runs know where it is. Without one, a hook that is
// reached again reports a cycle. withdraw removes it.
func (c Call) post(cargo directives, plan nested.Plan) (posted nested.Plan, n *notice.Notice, withdraw func()) {
	if !plan.RunsAny() {
		return plan, nil, func() {}
	}
	n, err := notice.Post(c.Env)
	if err == nil {
		return plan.Sharing([]string{lockguard.Below(n)}), n, n.Remove
	}
	if slices.ContainsFunc(plan.Steps, func(s nested.Step) bool { return s.Workspace.Dependent }) {
		cargo.warning("hooks in packages that nested workspaces depend on will report a cycle, because the notice for them cannot be written: " + err.Error())
	}
	return plan, nil, func() {}
}

// telling is an [execution.Runner] that records in the notice of this process
// in which workspace cargo is running.
type telling struct {
	execution.Runner
	notice *notice.Notice // nil for none
	above  []lockguard.Frame
	store  string // where units are shared, "" for none
	hook   hook
	plan   nested.Plan
}

// Run runs cargo.
func (t telling) Run(ctx context.Context, i int, spec nested.Spec) proc.Result {
	if t.notice != nil {
		way := append(slices.Clone(t.above), t.hook.step(t.plan.Steps[i].Workspace))
		if err := t.notice.Write(lockguard.TellWay(way, t.store)); err != nil {
			return proc.Result{Err: err}
		}
	}
	return t.Runner.Run(ctx, i, spec)
}
