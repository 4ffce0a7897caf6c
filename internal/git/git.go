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
// is in no repository.
var ErrNoGit = errors.New("git cannot be asked")

// git runs one git command in dir and gives its output, cut at NUL bytes. env
// is the environment of this process. An error has git's own words.
func git(ctx context.Context, env []string, dir string, argv ...string) ([]string, error) {
	program, err := environ.Find(env, "git")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoGit, err)
	}
	var stdout, stderr bytes.Buffer
	res := proc.Run(ctx, proc.Command{
		Path: program, Argv: append([]string{"git"}, argv...), Dir: dir, Env: append(slices.Clip(env), "LC_ALL=C"), Stdout: &stdout, Stderr: &stderr,
	})
	switch {
	case res.Err != nil:
		return nil, fmt.Errorf("running git: %w", res.Err)
	case res.Code != 0:
		words := strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(stderr.String()), "fatal: "))
		if strings.HasPrefix(words, "not a git repository") {
			return nil, fmt.Errorf("%w: %s", ErrNoGit, words)
		}
		return nil, fmt.Errorf("git %s: %s", argv[0], words)
	}
	return strings.FieldsFunc(stdout.String(), func(r rune) bool { return r == 0 }), nil
}
