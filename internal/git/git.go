package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/environ"
	"github.com/cargo-nw/cargo-nw/internal/proc"
)

// ErrNoGit says that git cannot answer: it is not installed, or the directory
// is not in a repository.
var ErrNoGit = errors.New("git is not available")

// git runs one git command in dir and returns its output, split at NUL bytes.
// env is the environment of this process. An error has git's own words; git
// starts nothing and writes nothing, see [alone] and [filters].
func git(ctx context.Context, env []string, dir string, argv ...string) ([]string, error) {
	return configured(ctx, env, dir, nil, argv...)
}

// configured is git with further settings, NAME=VALUE.
func configured(ctx context.Context, env []string, dir string, settings []string, argv ...string) ([]string, error) {
	words := []string{"git", "--no-optional-locks", "--no-pager"}
	for _, setting := range slices.Concat(alone, settings) {
		words = append(words, "-c", setting)
	}
	program, err := environ.Find(env, "git")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoGit, err)
	}
	var stdout, stderr bytes.Buffer
	res := proc.Run(ctx, proc.Command{
		Path: program, Argv: append(words, argv...), Dir: dir, Env: environment(env), Stdout: &stdout, Stderr: &stderr,
	})
	switch {
	case res.Err != nil:
		return nil, fmt.Errorf("running git: %w", res.Err)
	case res.Code != 0:
		words := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(stderr.String()), "fatal: "))
		if strings.HasPrefix(words, "not a git repository") || strings.HasPrefix(words, "cannot use bare repository") {
			return nil, fmt.Errorf("%w: %s", ErrNoGit, words)
		}
		return nil, fmt.Errorf("git %s: %s", argv[0], words)
	}
	return strings.FieldsFunc(stdout.String(), func(r rune) bool { return r == 0 }), nil
}
