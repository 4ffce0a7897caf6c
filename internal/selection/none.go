package selection

import (
	"context"
	"fmt"
	"time"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/hint"
	"github.com/cargo-nw/cargo-nw/internal/undeclared"
	"github.com/cargo-nw/cargo-nw/nested"
)

// patience is how long we look for workspaces on disk for the sake of a hint: a
// whole disk may be below the current directory.
const patience = time.Second

// warnNone says that nothing is nested. Unless there was a warning about
// existing roots, it says what is on disk, and how to list it.
func warnNone(ctx context.Context, c command.Call, reader *manifest.Reader, tree nested.Tree, hinted bool) {
	if len(tree.Nested()) > 0 || c.Style.Quiet {
		return
	}
	remedy := ""
	if hinted {
		remedy = unlisted(ctx, c, reader, tree)
	}
	dir := tree.Start
	if first, ok := tree.First(); ok {
		dir = first.Dir
	}
	c.Warn("found no nested workspaces in "+c.Style.Path(dir), remedy)
}

// unlisted is what to do about workspaces that are on disk and not listed, "" if
// there are none.
func unlisted(ctx context.Context, c command.Call, reader *manifest.Reader, tree nested.Tree) string {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	manifests := func(dir string) ([]string, error) { return git.Manifests(ctx, c.Env, dir) }
	found, _, err := undeclared.Find(ctx, manifests, reader, tree)
	if err != nil || len(found) == 0 {
		return ""
	}
	return onDisk(len(found)) + " here, but not listed: cargo nw setup lists what it finds; without that: " + discovering(c)
}

// withBelow adds to an error about a directory in no workspace how many are
// below it.
func withBelow(ctx context.Context, c command.Call, reader *manifest.Reader, dir string, err error) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	manifests, lookErr := git.Manifests(ctx, c.Env, dir)
	if lookErr != nil {
		return err
	}
	tree, lookErr := nested.DiscoverBelow(ctx, reader, dir, manifests)
	if lookErr != nil || len(tree.Workspaces) == 0 {
		return hint.With(err, "change to a workspace, or choose one: cargo nw --manifest-path PATH/Cargo.toml …")
	}
	return hint.With(err, onDisk(len(tree.Workspaces))+" below: "+discovering(c))
}

// discovering is the command that does the same with what is on disk.
func discovering(c command.Call) string {
	if sub := c.Command.Subcommand; sub != "" {
		return "cargo nw --discover " + args.Quote(sub)
	}
	return "cargo nw list --discover"
}

func onDisk(n int) string {
	if n == 1 {
		return "1 workspace is"
	}
	return fmt.Sprintf("%d workspaces are", n)
}
