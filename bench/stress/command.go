package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"time"
)

// errHang says that a command did not end in its time.
var errHang = errors.New("hangs")

// command is one process with a time limit.
type command struct {
	argv  []string
	dir   string
	env   []string
	limit time.Duration
}

// run returns what the command printed on stdout.
func (c command) run(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.limit, errHang)
	defer cancel()
	cmd := exec.CommandContext(ctx, c.argv[0], c.argv[1:]...) //nolint:gosec // to run it is what this is for
	cmd.Dir, cmd.Env = c.dir, c.env
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = time.Second
	ownGroup(cmd)
	err := cmd.Run()
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	if err != nil {
		return "", fmt.Errorf("%w\n%s", err, stderr.String())
	}
	return stdout.String(), nil
}
