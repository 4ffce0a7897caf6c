package traverse

import (
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/proc/notice"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// announce tells the hooks below which workspaces this traversal visits, and
// returns the variables that say where that is written. If it cannot be
// written, hooks do their work too. withdraw takes it back.
func announce(c command.Call, plan nested.Plan) (env []string, withdraw func()) {
	if !plan.RunsAny() {
		return nil, func() {}
	}
	n, err := notice.Post(c.Env)
	if err == nil {
		if err = n.Write(lockguard.TellVisits(plan.Visits)); err == nil {
			return []string{lockguard.Below(n)}, n.Remove
		}
		n.Remove()
	}
	c.Warn("hooks cannot be told which workspaces this traversal visits, so they run their nested workspaces too: "+err.Error(), hint.Of(err))
	return nil, func() {}
}
