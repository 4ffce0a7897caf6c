package git

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/paths"
)

// ErrNoCommit says that git does not know the revision that follows.
var ErrNoCommit = errors.New("unknown git revision")

// Changed are the files of the repository around dir whose content differs from
// that at ref, absolute and sorted: committed since, staged, changed in the
// working tree, deleted, and untracked but not ignored. What was renamed counts
// under both names. A submodule is its directory, whatever changed in it,
// untracked files included. Another repository inside is skipped; see [Owns].
// ref is whatever git accepts as a commit; `main...` and `main...HEAD` are the
// point where the two branches diverged. env is the environment of this
// process.
func Changed(ctx context.Context, env []string, dir, ref string) ([]string, error) {
	top, err := Top(ctx, env, dir)
	if err != nil {
		return nil, err
	}
	if ref, err = commit(ctx, env, dir, ref); err != nil {
		return nil, err
	}
	settings, err := filters(ctx, env, top)
	if err != nil {
		return nil, err
	}
	differ, err := configured(ctx, env, top, settings, "diff", "--no-ext-diff", "--no-textconv", "--name-only", "--no-renames", "--ignore-submodules=none", "-z", "--end-of-options", ref, "--")
	if err != nil {
		return nil, err
	}
	untracked, err := git(ctx, env, top, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	names := slices.Concat(differ, untracked)
	// Another repository inside, such as a worktree, is listed as a directory.
	names = slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "/") })
	for i, name := range names {
		names[i] = filepath.Join(top, filepath.FromSlash(name))
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// commit is the name of the commit that ref resolves to.
func commit(ctx context.Context, env []string, dir, ref string) (string, error) {
	base, parted := strings.CutSuffix(strings.TrimSuffix(ref, "...HEAD"), "...")
	parted = parted || base != ref
	found, err := git(ctx, env, dir, "rev-parse", "--verify", "--quiet", "--end-of-options", base+"^{commit}")
	if err != nil {
		return "", fmt.Errorf("%w `%s`", ErrNoCommit, base)
	}
	name := strings.TrimSpace(strings.Join(found, ""))
	if !parted {
		return name, nil
	}
	found, err = git(ctx, env, dir, "merge-base", name, "HEAD")
	if err != nil {
		return "", fmt.Errorf("%w: `%s` and HEAD have no common ancestor", ErrNoCommit, base)
	}
	return strings.TrimSpace(strings.Join(found, "")), nil
}

// Owns says whether what is in dir belongs to the repository at top: it is not
// outside, nor in another repository inside that is not a submodule.
func Owns(ctx context.Context, env []string, top, dir string) bool {
	for ; dir != top; dir = filepath.Dir(dir) {
		if dir == filepath.Dir(dir) {
			return false
		}
		if !IsTop(dir) {
			continue
		}
		staged, err := git(ctx, env, top, "ls-files", "-z", "--stage", "--", ":(literal)"+filepath.ToSlash(strings.TrimPrefix(dir, top+sep)))
		if err != nil || !slices.ContainsFunc(staged, func(entry string) bool { return strings.HasPrefix(entry, gitlink) }) {
			return false
		}
	}
	return true
}

// gitlink is the mode of a submodule in git's index (gitglossary(7)).
const gitlink = "160000 "

// IsTop says whether a repository or a work tree has its top in dir. Git is not
// asked.
func IsTop(dir string) bool { return paths.Exists(filepath.Join(dir, ".git")) }

// Top is the directory at the top of the repository around dir, symlinks
// resolved.
func Top(ctx context.Context, env []string, dir string) (string, error) {
	top, err := git(ctx, env, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return "", err
	}
	return filepath.FromSlash(strings.TrimSuffix(strings.Join(top, ""), "\n")), nil
}
