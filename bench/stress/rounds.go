package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// options say how to run the rounds.
type options struct {
	rounds int
	seed   uint64
	limit  time.Duration
	log    io.Writer
	dir    string
	env    []string
}

// tally counts what happened.
type tally struct {
	subject                                 string
	rounds, commands, hangs, failures, lies int
	took                                    time.Duration
}

func (t tally) bad() bool { return t.hangs+t.failures+t.lies > 0 }

func (t tally) String() string {
	return fmt.Sprintf("%s: %d rounds, %d commands, %d hangs, %d failures, %d wrong programs, in %s",
		t.subject, t.rounds, t.commands, t.hangs, t.failures, t.lies, t.took.Round(time.Second))
}

// choices are the commands of a round; nil means the subject's own traversal.
func choices(s subject) [][]string {
	return [][]string{
		{"cargo", "check", "--offline"},
		{"cargo", "build", "--offline"},
		{"cargo", "build", "--offline", "--release"},
		{"cargo", "clippy", "--offline"},
		{"cargo", "test", "--offline"},
		{"cargo", "fetch", "--offline"},
		{"cargo", "+nightly", "check", "--offline"},
		s.traverse,
	}
}

// atOnce is how many commands a round has.
const atOnce = 3

// run runs the rounds, and looks after each one what the programs say. In half
// of them all share one target directory.
func (o options) run(ctx context.Context, s subject) (tally, error) {
	total := tally{subject: s.name, rounds: o.rounds}
	start := time.Now()
	commands := choices(s)
	for round := range o.rounds {
		random := rand.New(rand.NewPCG(o.seed, uint64(round))) //nolint:gosec // reproducible is what it is to be
		var wait sync.WaitGroup
		outcomes := make([]error, atOnce)
		env := o.env
		shared := random.IntN(2) == 0
		if shared {
			env = append(slices.Clip(env), "CARGO_TARGET_DIR="+filepath.Join(o.dir, "shared"))
		}
		var shown []string
		for i := range atOnce {
			argv := commands[random.IntN(len(commands))]
			dir := filepath.Join(o.dir, "tree", []string{"", "", "b"}[random.IntN(3)])
			shown = append(shown, strings.Join(argv, " ")+" in "+filepath.Base(dir))
			wait.Go(func() { _, outcomes[i] = command{argv, dir, env, o.limit}.run(ctx) })
		}
		wait.Wait()
		for i, err := range outcomes {
			total.commands++
			total.count(err)
			if err != nil {
				_, _ = fmt.Fprintf(o.log, "stress: round %d, shared %v: %s: %v\n", round, shared, shown[i], err)
			}
		}
		for _, name := range nestedDirs {
			c := command{[]string{"cargo", "run", "--offline", "-q"}, filepath.Join(o.dir, "tree", name), env, o.limit}
			out, err := c.run(ctx)
			total.count(err)
			if err == nil && strings.TrimSpace(out) != name {
				total.lies++
				_, _ = fmt.Fprintf(o.log, "stress: round %d, shared %v: the program of %s printed %q\n", round, shared, name, out)
			}
		}
		if ctx.Err() != nil {
			return total, context.Cause(ctx)
		}
		_, _ = fmt.Fprintf(o.log, "stress: round %d of %d (shared %v): %s\n", round+1, o.rounds, shared, strings.Join(shown, " | "))
	}
	total.took = time.Since(start)
	return total, nil
}

func (t *tally) count(err error) {
	switch {
	case errors.Is(err, errHang):
		t.hangs++
	case err != nil:
		t.failures++
	}
}
