package git

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
)

// Tracked are the files in git's index below top, absolute, that match one of
// the pathspecs, or all of them. top is the directory at the top of the
// repository; submodules and other repositories inside are not looked into. env
// is the environment of this process.
func Tracked(ctx context.Context, env []string, top string, specs ...string) ([]string, error) {
	names, err := git(ctx, env, top, append([]string{"ls-files", "-z", "--cached", "--"}, specs...)...)
	return absolute(top, names), err
}

// Dirty are the tracked files below top whose content, or whether they exist,
// differs from git's index. Without files, all are looked at.
func Dirty(ctx context.Context, env []string, top string, files []string) ([]string, error) {
	settings, err := filters(ctx, env, top)
	if err != nil {
		return nil, err
	}
	words := []string{"diff", "--no-ext-diff", "--no-textconv", "--name-only", "--no-renames", "--ignore-submodules=all", "-z", "--"}
	for _, file := range files {
		if name, relErr := filepath.Rel(top, file); relErr == nil {
			words = append(words, ":(top,literal)"+filepath.ToSlash(name))
		}
	}
	names, err := configured(ctx, env, top, settings, words...)
	return absolute(top, names), err
}

// Ignores says whether git ignores a file of the repository at top. Without an
// answer it does not.
func Ignores(ctx context.Context, env []string, top, file string) bool {
	_, err := git(ctx, env, top, "check-ignore", "--quiet", "--", file)
	return err == nil
}

func absolute(top string, names []string) []string {
	files := make([]string, len(names))
	for i, name := range names {
		files[i] = filepath.Join(top, filepath.FromSlash(name))
	}
	return files
}

// Ignored are those of the files that git ignores, in the repository around
// dir. Without an answer there are none.
func Ignored(ctx context.Context, env []string, dir string, files []string) map[string]bool {
	ignored := map[string]bool{}
	for batch := range slices.Chunk(files, 500) { // far below what a command line may hold
		// Its status is 1 if there are none.
		names, _ := git(ctx, env, dir, append([]string{"-c", "core.quotePath=false", "check-ignore", "--"}, batch...)...)
		for line := range strings.Lines(strings.Join(names, "\n")) {
			ignored[strings.TrimSuffix(line, "\n")] = true
		}
	}
	return ignored
}
