package traverse

import (
	"context"
	"errors"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/witness"
	"github.com/cargo-nw/cargo-nw/nested"
)

// parseTimeout reads a duration, or a number of seconds, as timeout(1) does.
func parseTimeout(text string) (time.Duration, error) {
	if n, err := command.ParseNumber(text); err == nil && n > 0 {
		return time.Duration(n) * time.Second, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return 0, errors.New("write a duration, such as 90s, 10m or 1h30m")
	}
	return d, nil
}

// witness remembers the files that runs must not change, nil if they may change
// all.
func (o *options) witness(ctx context.Context, c command.Call, tree nested.Tree) (*witness.Witness, error) {
	if !o.changes {
		return nil, nil //nolint:nilnil // nothing to see
	}
	w, err := witness.Look(ctx, c.Env, tree)
	if errors.Is(err, git.ErrNoGit) {
		err = hint.With(err, "--fail-if-changed needs git, and a repository around the first workspace; leave it out")
	}
	return w, err
}

// tellRest prints which files have changed outside of the workspaces that were
// run: one run may change the files of another workspace.
func tellRest(ctx context.Context, c command.Call, w *witness.Witness) (status int) {
	if w == nil || ctx.Err() != nil {
		return command.OK
	}
	changed, err := w.Rest(ctx)
	if err != nil {
		c.Fail(err)
		return command.CannotRun
	}
	if len(changed) == 0 {
		return command.OK
	}
	c.Style.Error(c.Stderr, "changed while the runs took place, but not by a run in its own workspace: "+witness.Names(c.Dir, changed), "git diff shows what has changed")
	return command.Found
}
