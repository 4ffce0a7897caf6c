package repo

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// ErrNoCommit says that git knows no commit by the name that follows.
var ErrNoCommit = errors.New("git knows no commit")

// Changed are the files of the repository around dir whose content differs
// from that at ref, absolute and sorted: committed since, staged, changed in
// the working tree, deleted, and untracked but not ignored. ref is whatever git
// takes for a commit, `main...` among them, which stands for where the two
// branches parted. env is the environment of this process.
func Changed(ctx context.Context, env []string, dir, ref string) ([]string, error) {
	top, err := Top(ctx, env, dir)
	if err != nil {
		return nil, err
	}
	if base, ok := strings.CutSuffix(ref, "..."); ok {
		parted, mergeErr := git(ctx, env, dir, "merge-base", "--end-of-options", base, "HEAD")
		if mergeErr != nil {
			return nil, fmt.Errorf("%w %q", ErrNoCommit, base)
		}
		ref = strings.TrimSpace(strings.Join(parted, ""))
	}
	if _, err = git(ctx, env, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", ref+"^{commit}"); err != nil {
		return nil, fmt.Errorf("%w %q", ErrNoCommit, ref)
	}
	differ, err := git(ctx, env, top, "diff", "--name-only", "--no-renames", "-z", "--end-of-options", ref, "--")
	if err != nil {
		return nil, err
	}
	untracked, err := git(ctx, env, top, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	names := slices.Concat(differ, untracked)
	for i, name := range names {
		names[i] = filepath.Join(top, filepath.FromSlash(name))
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Top is the directory at the top of the repository around dir, symlinks
// resolved.
func Top(ctx context.Context, env []string, dir string) (string, error) {
	top, err := git(ctx, env, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	return filepath.FromSlash(strings.TrimSuffix(strings.Join(top, ""), "\n")), nil
}
