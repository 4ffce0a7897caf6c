package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cargo-nw/cargo-nw/test/registry"
)

// lab is where it happens.
type lab struct {
	ctx context.Context //nolint:containedctx // one run, one context
	dir string
	env []string
}

// build builds our program.
func (l *lab) build() error {
	l.env = os.Environ() // with the cache of Go in its place
	_, err := l.run(".", "go", "build", "-o", l.program(), "github.com/cargo-nw/cargo-nw")
	return err
}

// furnish makes the environment. generated says that cargo gets the generated
// registry, and nothing of the user's.
func (l *lab) furnish(generated bool) error {
	l.env = []string{"XDG_CACHE_HOME=" + l.cache()}
	for _, kv := range os.Environ() {
		if name, _, _ := strings.Cut(kv, "="); name != "XDG_CACHE_HOME" && (!generated || name != "CARGO_HOME") {
			l.env = append(l.env, kv)
		}
	}
	if !generated {
		return nil
	}
	home := filepath.Join(l.dir, "home")
	l.env = append(l.env, "CARGO_HOME="+home, "CARGO_NET_OFFLINE=true")
	if _, err := os.Stat(home); err == nil {
		return nil
	}
	return registry.Make(filepath.Join(l.dir, "registry"), home, crates())
}

func (l *lab) program() string { return filepath.Join(l.dir, "cargo-nw") }
func (l *lab) cache() string   { return filepath.Join(l.dir, "cache") }

// ran is what a command took.
type ran struct {
	stdout, stderr string
	cpu, wall      time.Duration
}

// run runs a command. The CPU time is that of all processes it has waited for.
func (l *lab) run(dir string, argv ...string) (ran, error) {
	cmd := exec.CommandContext(l.ctx, argv[0], argv[1:]...) //nolint:gosec // to run commands is what a benchmark is for
	var stdout, stderr bytes.Buffer
	cmd.Dir, cmd.Env, cmd.Stdout, cmd.Stderr = dir, l.env, &stdout, &stderr
	began := time.Now()
	if err := cmd.Run(); err != nil {
		return ran{}, fmt.Errorf("%s: %w\n%s", strings.Join(argv, " "), err, stderr.String())
	}
	return ran{stdout.String(), stderr.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(began)}, nil
}

// fastest is the run of three that took the least CPU time.
func (l *lab) fastest(before func() error, dir string, argv ...string) (best ran, err error) {
	for i := range 3 {
		if err := before(); err != nil {
			return best, err
		}
		next, err := l.run(dir, argv...)
		if err != nil {
			return best, err
		}
		if i == 0 || next.cpu < best.cpu {
			best = next
		}
	}
	return best, nil
}
