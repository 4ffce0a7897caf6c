package selection

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/cargo-nw/cargo-nw/internal/cargo/manifest"
	"github.com/cargo-nw/cargo-nw/internal/command"
	"github.com/cargo-nw/cargo-nw/internal/git"
	"github.com/cargo-nw/cargo-nw/internal/report"
	"github.com/cargo-nw/cargo-nw/nested"
)

// Tree finds the workspaces and removes those that are not wanted. It prints
// warnings, and how many are left. argv is the command to run, nil if there is
// none.
func (s *Scope) Tree(ctx context.Context, c command.Call, reader *manifest.Reader, argv []string) (nested.Tree, error) {
	s.Cwd = c.Dir
	dir, err := s.Directory(c)
	if err != nil {
		return nested.Tree{}, err
	}
	tree, err := s.find(ctx, c, reader, dir)
	if err != nil {
		return nested.Tree{}, err
	}
	if s.Plain {
		tree = tree.Plain()
	}
	bare := len(tree.Warnings) == 0
	facts, err := Observe(ctx, World{Env: c.Env, Reader: reader, Argv: argv}, &tree, s.Request)
	if err != nil {
		return nested.Tree{}, err
	}
	whole := tree
	if err := s.refuseMisses(c, whole); err != nil {
		return nested.Tree{}, err
	}
	tree = Select(tree, s.Request, facts)
	tree.Warnings = append(about(tree), s.strays(tree)...)
	c.Style.Warnings(c.Stderr, tree.Warnings)
	if !s.Alone {
		warnNone(ctx, c, reader, whole, bare && !s.Discover)
	}
	for _, ws := range tree.Workspaces {
		if ws.Problem != nil {
			c.Fail(ws.Problem)
			if _, ok := errors.AsType[lockError](ws.Problem); ok {
				s.unknown = true
			}
		}
	}
	s.tell(c, tree)
	return tree, nil
}

// find reads the tree that begins in dir.
func (s *Scope) find(ctx context.Context, c command.Call, reader *manifest.Reader, dir string) (nested.Tree, error) {
	if !s.Discover {
		tree, err := nested.Discover(ctx, reader, dir)
		if errors.Is(err, manifest.ErrNotFound) {
			err = withBelow(ctx, c, reader, dir, err)
		}
		return tree, err
	}
	tree, err := OnDisk(ctx, func(dir string) ([]string, error) { return git.Manifests(ctx, c.Env, dir) }, reader, dir)
	if err != nil || s.Plain {
		return tree, err
	}
	return tree.Set(reader)
}

// OnDisk is the tree of all workspaces in dir and below it, listed or not. If
// there are none, it is that of the workspace that dir is in. below lists the
// manifests in a directory and below it, as [git.Manifests] does.
func OnDisk(ctx context.Context, below func(dir string) ([]string, error), reader *manifest.Reader, dir string) (nested.Tree, error) {
	manifests, err := below(dir)
	if err != nil {
		return nested.Tree{}, fmt.Errorf("looking for manifests: %w", err)
	}
	if len(manifests) > 0 {
		return nested.DiscoverBelow(ctx, reader, dir, manifests)
	}
	// A directory such as `src`: what a cargo that starts here works in.
	path, err := manifest.Find(dir)
	if err != nil {
		return nested.DiscoverBelow(ctx, reader, dir, nil) // nothing
	}
	root, err := reader.Root(path)
	if err != nil {
		return nested.Tree{}, err
	}
	if manifests, err = below(filepath.Dir(root)); err != nil {
		return nested.Tree{}, fmt.Errorf("looking for manifests: %w", err)
	}
	tree, err := nested.DiscoverBelow(ctx, reader, filepath.Dir(root), manifests)
	tree.Start = dir
	return tree, err
}

// Status is that of a call about the tree which does nothing else: no workspace
// is a failure if the user says so, and so is a choice that could not be made.
func (s *Scope) Status(tree nested.Tree) int {
	if s.unknown {
		return command.CannotRun
	}
	if s.FailIfNone && len(tree.Workspaces) == 0 {
		return command.Found
	}
	return command.OK
}

// tell prints how many workspaces are left.
func (s *Scope) tell(c command.Call, tree nested.Tree) {
	none := len(tree.Workspaces) == 0
	count := report.Selected(len(tree.Workspaces), len(tree.LeftOut))
	switch {
	case none && s.FailIfNone:
		c.Style.Error(c.Stderr, count, "")
	case none || len(tree.LeftOut) > 0:
		c.Style.Note(c.Stderr, count)
	}
}
