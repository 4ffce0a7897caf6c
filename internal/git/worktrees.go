package git

import (
	"context"
	"path/filepath"
	"strings"
)

// Worktrees are the work trees of the repository around dir that are below its
// top. env is the environment of this process.
func Worktrees(ctx context.Context, env []string, dir string) ([]string, error) {
	top, err := Top(ctx, env, dir)
	if err != nil {
		return nil, err
	}
	fields, err := git(ctx, env, dir, "worktree", "list", "--porcelain", "-z")
	if err != nil {
		return nil, err
	}
	var below []string
	for _, field := range fields {
		path, ok := strings.CutPrefix(field, "worktree ")
		if path = filepath.FromSlash(path); ok && strings.HasPrefix(path, top+sep) {
			below = append(below, path)
		}
	}
	return below, nil
}
