package share

import (
	"context"
	"fmt"
	"time"

	"github.com/cargo-nw/cargo-nw/internal/command"
	sharing "github.com/cargo-nw/cargo-nw/internal/share"
)

// fill shares between all workspaces now, without a run.
func fill(ctx context.Context, c command.Call, s scene) (int, error) {
	if !s.first.Share {
		return command.UsageError, command.Usage("sharing is off here", "cargo nw share --yes")
	}
	status := command.OK
	filling := sharing.New(s.store)
	for _, f := range filling.Fill(ctx, s.specs) {
		if f.Err != nil {
			c.Fail(fmt.Errorf("%s: %w", c.Style.Path(f.Dir), f.Err))
			status = command.CannotRun
			continue
		}
		if !c.Style.Quiet {
			_, _ = fmt.Fprintf(c.Stderr, "%s: %s placed\n", c.Style.Path(f.Dir), units(f.Placed))
		}
	}
	filling.Tell(c.Style, c.Stderr)
	return status, nil
}

// unused is how long a unit is kept if links do not show whether it is in use.
const unused = 30 * 24 * time.Hour

// collect shows what no workspace uses, and removes it with --yes.
func (o *options) collect(ctx context.Context, c command.Call, s scene) (int, error) {
	useless := sharing.New(s.store).Useless(ctx, s.specs, time.Now().Add(-unused))
	n, total := 0, int64(0)
	for _, list := range useless {
		for _, e := range list {
			n++
			total += e.Size()
			if !o.modes.Yes {
				_, _ = fmt.Fprintf(c.Stdout, "%s %s (%s)\n", e.Profile, e.Package, bytes(e.Size()))
			}
		}
	}
	switch {
	case n == 0:
		c.Style.Note(c.Stderr, "all stored units are in use")
		return command.OK, nil
	case o.modes.Check:
		return command.Found, nil
	case !o.modes.Yes:
		c.Style.Note(c.Stderr, fmt.Sprintf("no workspace uses what is listed: %s (%s); to remove it: cargo nw share --gc --yes", units(n), bytes(total)))
		return command.OK, nil
	}
	if err := sharing.Drop(s.store, useless); err != nil {
		return command.CannotRun, err
	}
	c.Style.Note(c.Stderr, fmt.Sprintf("removed %s (%s)", units(n), bytes(total)))
	return command.OK, nil
}
