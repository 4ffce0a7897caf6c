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
)

// lab is where it happens.
type lab struct {
	ctx   context.Context //nolint:containedctx // one run, one context
	dir   string
	env   []string
	lock  string   // a tree with lock files, which all contenders get
	notes []string // to print after the table
}

// furnish builds our program, and downloads once.
func (l *lab) furnish() error {
	for _, kv := range os.Environ() {
		if !strings.HasPrefix(kv, "CARGO") && !strings.HasPrefix(kv, "RUST") || strings.HasPrefix(kv, "RUSTUP_HOME") {
			l.env = append(l.env, kv)
		}
	}
	bin := filepath.Join(l.dir, "bin")
	l.env = append(l.env, "CARGO_HOME="+filepath.Join(l.dir, "home"), "PATH="+bin+string(filepath.ListSeparator)+os.Getenv("PATH"), "CARGO_TERM_COLOR=never")
	if _, err := l.run(".", "go", "build", "-o", l.program(), "github.com/cargo-nw/cargo-nw"); err != nil {
		return err
	}
	l.lock = filepath.Join(l.dir, "locks")
	r := replica{dir: l.lock}
	if err := r.write("", ""); err != nil {
		return err
	}
	_, err := l.run(l.lock, l.program(), "nw", "fetch")
	return err
}

func (l *lab) program() string { return filepath.Join(l.dir, "bin", "cargo-nw") }

func (l *lab) note(format string, a ...any) { l.notes = append(l.notes, fmt.Sprintf(format, a...)) }

// ran is what a command took.
type ran struct {
	stdout    string
	cpu, wall time.Duration
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
	return ran{stdout.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), time.Since(began)}, nil
}

// fastest is the run of several that took the least CPU time.
func (l *lab) fastest(times int, dir string, argv ...string) (best ran, err error) {
	for i := range times {
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
