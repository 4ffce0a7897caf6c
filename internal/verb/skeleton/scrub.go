package skeleton

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/builddir"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/selection"
	"github.com/cargo-nw/cargo-nw/internal/standin"
	"github.com/cargo-nw/cargo-nw/lockguard"
)

// scrubs is `--scrub [DIR]`: it removes what stand-ins have left in the target
// directories of all workspaces that are chosen, or in DIR, if cargo has built in
// it.
func (o *options) scrubs(ctx context.Context, c command.Call) (int, error) {
	dirs, err := o.builds(ctx, c)
	if err != nil {
		return 0, err
	}
	status, count := command.OK, 0
	for _, dir := range dirs {
		left, err := standin.Find(dir)
		if err != nil {
			return 0, fmt.Errorf("looking for what stand-ins left: %w", err)
		}
		for _, busy := range left.Busy {
			c.Warn("a cargo is working in "+c.Style.Path(busy)+": nothing was looked for there", "try again when it has ended")
			status = command.CannotRun
		}
		count += len(left.Paths)
		if o.dryRun {
			for _, path := range left.Paths {
				_, err = fmt.Fprintln(c.Stdout, c.Style.Path(path))
			}
		} else {
			err = left.Remove()
		}
		left.Close()
		if err != nil {
			return command.CannotRun, err
		}
	}
	if !o.dryRun || count == 0 {
		c.Style.Note(c.Stderr, plural(count, "file")+" and directories of stand-ins "+map[bool]string{true: "found", false: "removed"}[o.dryRun])
	}
	return status, nil
}

// builds are the directories to look in.
func (o *options) builds(ctx context.Context, c command.Call) ([]string, error) {
	if len(c.Argv) == 1 {
		dir := paths.Absolute(c.Dir, c.Argv[0])
		switch {
		case builddir.Is(dir):
			return []string{dir}, nil
		case !paths.IsFile(filepath.Join(dir, manifest.FileName)):
			return nil, command.Usage(args.Quote(c.Argv[0])+" is neither a workspace nor a target directory", "cargo nw skeleton --scrub target")
		}
		o.scope.Start = selection.Start{ManifestPath: filepath.Join(dir, manifest.FileName)}
	}
	tree, err := o.scope.Tree(ctx, c, manifest.NewReader(config.Home(c.Env)), nil)
	if err != nil {
		return nil, err
	}
	var list []string
	for _, ws := range tree.Workspaces {
		dirs, err := lockguard.Directories(ws.Dir, args.Command{}, c.Env)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Style.Path(ws.Dir), err)
		}
		for _, dir := range slices.Concat(standin.Places(dirs.Target), standin.Places(dirs.Build)) {
			if !slices.Contains(list, dir) {
				list = append(list, dir)
			}
		}
	}
	return list, nil
}
