package share

import (
	"context"
	"fmt"

	"github.com/cargo-nw/cargo-nw/internal/command"
	sharing "github.com/cargo-nw/cargo-nw/internal/share"
	"github.com/cargo-nw/cargo-nw/internal/shareddir"
)

// problem is something that a check found.
type problem struct{ message, remedy string }

// checks are what --check looks at besides the manifests.
var checks = []func(context.Context, *options, command.Call, scene) ([]problem, error){
	refused,
	broken,
	mixedUp,
}

// check reports whether anything would change, and what is wrong with the store
// and with shared directories. It writes nothing.
func (o *options) check(ctx context.Context, c command.Call, s scene) (int, error) {
	set, err := o.set(s, !o.off)
	if err != nil {
		return command.Status(err), err
	}
	status, err := o.modes.Apply(ctx, c, name, set)
	if err != nil {
		return status, err
	}
	for _, look := range checks {
		found, err := look(ctx, o, c, s)
		if err != nil {
			return command.Status(err), err
		}
		for _, p := range found {
			c.Style.Error(c.Stderr, p.message, p.remedy)
			status = command.Found
		}
	}
	return status, nil
}

// refused are compilers for which sharing was switched off, because their cargo
// does not use what it is given.
func refused(_ context.Context, _ *options, _ command.Call, s scene) ([]problem, error) {
	var found []problem
	for _, r := range sharing.Refused(s.store) {
		found = append(found, problem{"sharing is switched off for " + r, "to try it again: cargo nw share --fill"})
	}
	return found, nil
}

// broken are stored files that have changed.
func broken(ctx context.Context, o *options, _ command.Call, s scene) ([]problem, error) {
	list, err := sharing.Broken(ctx, s.store, o.deep)
	var found []problem
	for _, bad := range list {
		found = append(found, problem{
			message: fmt.Sprintf("the store has changed: %v", bad),
			remedy:  "the next run removes it from the store; if this happens often, a linker or a tool writes to files in target directories",
		})
	}
	return found, err
}

// mixedUp are packages that cargo cannot tell apart in a directory that
// workspaces share without our doing.
func mixedUp(ctx context.Context, _ *options, c command.Call, s scene) ([]problem, error) {
	world := shareddir.ByHand(ctx, s.reader, c.Env)
	var found []problem
	for _, f := range shareddir.Check(world, c.Env, s.tree.Workspaces) {
		found = append(found, problem{c.Style.Path(f.Packages[1].Manifest) + ": " + f.Says(c.Style), world.Remedy(f)})
	}
	return found, nil
}
