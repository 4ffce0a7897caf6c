package skeleton

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/cargo-nw/cargo-nw/args"
	"github.com/cargo-nw/cargo-nw/internal/cargo/config"
	"github.com/cargo-nw/cargo-nw/internal/cargo/toolchain"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/layer"
	"github.com/cargo-nw/cargo-nw/internal/paths"
	"github.com/cargo-nw/cargo-nw/internal/proc"
	"github.com/cargo-nw/cargo-nw/internal/skeleton"
	"github.com/cargo-nw/cargo-nw/lockguard"
	"github.com/cargo-nw/cargo-nw/nested"
)

// within is `-- build …`: it writes a temporary skeleton and starts a traversal
// in it, which builds in the target directories of the sources.
func (o *options) within(ctx context.Context, c command.Call, tree nested.Tree, top string, made skeleton.Tree) (status int, err error) {
	cargo, err := args.ParseCargo(c.Passed, nil)
	if err != nil {
		return 0, err
	}
	if dir, ok := cargo.Value("--target-dir"); ok && !paths.Rooted(dir) {
		return 0, command.Usage("--target-dir must be an absolute path here: the command runs in a temporary directory",
			"cargo nw skeleton -- "+cargo.Subcommand+" --target-dir "+args.Quote(filepath.Join(c.Dir, dir)))
	}
	start, err := o.scope.Directory(c)
	if err != nil {
		return 0, err
	}
	dir, err := temporary(top, c.Env)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := write(ctx, dir, made); err != nil {
		return 0, err
	}
	if err := asSources(dir, made); err != nil {
		return 0, fmt.Errorf("writing the skeleton: %w", err)
	}
	if err := layer.Mark(dir, top, tree.Workspaces); err != nil {
		return 0, fmt.Errorf("writing the skeleton: %w", err)
	}
	res := proc.Run(ctx, proc.Command{
		Path: c.Self, Argv: slices.Concat([]string{"cargo-nw", "nw"}, o.before(c), c.Passed), Dir: place(dir, top, start), Env: c.Env,
		Stdin: c.Stdin, Stdout: c.Stdout, Stderr: c.Stderr,
	})
	if res.Err != nil || res.Code != 0 {
		return res.Code, res.Err
	}
	return command.OK, o.remember(c, tree, dir, cargo)
}

// before are the words before the command: what was written before the verb, and
// what decides which workspaces there are.
func (o *options) before(c command.Call) (words []string) {
	if c.Command.Toolchain != "" {
		words = append(words, "+"+c.Command.Toolchain)
	}
	words = append(words, lockguard.Anchored(c.Dir, c.Command.Globals)...)
	if o.dryRun {
		words = append(words, "--dry-run")
	}
	if o.scope.Discover {
		words = append(words, "--discover")
	}
	return words
}

// temporary makes a directory for a skeleton. It is beside the top if something
// above that applies there: configuration, or a toolchain file.
func temporary(top string, env []string) (string, error) {
	base, home := "", config.Home(env)
	above := filepath.Dir(top)
	for _, path := range append(config.Places(above), toolchain.NearestFile(above)) {
		if path != "" && filepath.Dir(path) != home && paths.IsFile(path) {
			base = above
		}
	}
	dir, err := os.MkdirTemp(base, "cargo-nw-skeleton-")
	if err != nil {
		return "", fmt.Errorf("making a directory for the skeleton: %w", err)
	}
	return filepath.EvalSymlinks(dir)
}

// asSources gives what the skeleton has from the sources the times that it has
// there: what was compiled from an earlier text is compiled again.
func asSources(dir string, made skeleton.Tree) error {
	for _, f := range made.Files {
		if f.From == "" || f.Link != "" {
			continue
		}
		info, err := os.Stat(f.From)
		if err != nil {
			return err
		}
		if err := os.Chtimes(filepath.Join(dir, filepath.FromSlash(f.Path)), info.ModTime(), info.ModTime()); err != nil {
			return err
		}
	}
	return nil
}

// place is the directory of the skeleton that one of the sources is in, or the
// nearest above it that the skeleton has.
func place(dir, top, start string) string {
	for up := range paths.Up(start) {
		if !paths.Inside(top, up) {
			break
		}
		if at := filepath.Join(dir, paths.Relative(top, up)); paths.IsDir(at) {
			return at
		}
	}
	return dir
}

// remember leaves the sum of the skeleton where what was compiled is.
func (o *options) remember(c command.Call, tree nested.Tree, dir string, cargo args.Command) error {
	first, ok := tree.Containing()
	if compiles, _ := cargo.Compiles(); !ok || !compiles || o.dryRun {
		return nil
	}
	dirs, err := lockguard.Directories(first.Dir, cargo, c.Env)
	if err != nil {
		return err
	}
	return layer.Keep(dir, filepath.Dir(first.Manifest), dirs.Target)
}
