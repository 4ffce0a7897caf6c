package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
	"time"
)

// slowRuns is how many times a contender runs that is much slower than the
// rest.
const slowRuns = 3

// commandLimit ends a command that hangs.
const commandLimit = 10 * time.Minute

// command is a process to run.
type command struct {
	program string // "" to look for argv[0] on PATH
	argv    []string
	dir     string
	env     []string      // besides that of the lab
	limit   time.Duration // 0 for commandLimit
	peak    *int          // where the most rustc processes at once go; nil for not counting them
}

// contender is one way to do the work of a benchmark.
type contender struct {
	name    string // for figures and results
	program string // as in command
	argv    []string
	dir     string
	env     []string // as in command
	slow    bool
	counted bool                      // with the number of rustc processes; counting costs time
	before  func() error              // not timed; nil for nothing
	check   func(output string) error // says whether the work was done; nil for nothing
}

// timing is what a contender took.
type timing struct {
	Name    string
	Command string
	Samples []time.Duration
	Peak    int // of rustc processes, if they were counted
}

// measure runs the contenders in turns, first warm times without counting.
func (l *lab) measure(ctx context.Context, contenders []contender, warm, reps int) ([]timing, error) {
	timings := make([]timing, len(contenders))
	for i, c := range contenders {
		timings[i] = timing{Name: c.name, Command: shown(c.argv)}
	}
	for round := -warm; round < reps; round++ {
		for i, c := range contenders {
			if c.slow && !takesPart(round, reps) {
				continue
			}
			took, peak, err := l.time(ctx, c)
			if err != nil {
				return nil, fmt.Errorf("running %s: %w", c.name, err)
			}
			if round >= 0 {
				timings[i].Samples = append(timings[i].Samples, took)
				timings[i].Peak = max(timings[i].Peak, peak)
			}
			l.logf("  %3d/%d %-24s %v", round+1, reps, c.name, took.Round(time.Millisecond/10))
		}
	}
	return timings, nil
}

// takesPart spreads the runs of a slow contender over all rounds.
func takesPart(round, reps int) bool {
	if round < 0 || reps <= slowRuns {
		return true
	}
	step := reps / slowRuns
	return round%step == 0 && round/step < slowRuns
}

// time is one run, and the check that it did its work.
func (l *lab) time(ctx context.Context, c contender) (took time.Duration, peak int, err error) {
	if c.before != nil {
		if err = c.before(); err != nil {
			return 0, 0, fmt.Errorf("preparing: %w", err)
		}
	}
	run := command{program: c.program, argv: c.argv, dir: c.dir, env: c.env}
	if c.counted {
		run.peak = &peak
	}
	start := time.Now()
	output, err := l.run(ctx, run)
	took = time.Since(start)
	if err != nil {
		return 0, 0, err
	}
	if c.check != nil {
		if err := c.check(output); err != nil {
			return 0, 0, fmt.Errorf("checking what it did: %w\n%s", err, tail(output))
		}
	}
	return took, peak, nil
}

// run starts a command, waits, and returns what it printed on both streams.
// They go to a file, so that no reader uses time next to the command.
func (l *lab) run(ctx context.Context, c command) (string, error) {
	limit := c.limit
	if limit == 0 {
		limit = commandLimit
	}
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	if err := l.out.Truncate(0); err != nil {
		return "", fmt.Errorf("emptying the output file: %w", err)
	}
	if _, err := l.out.Seek(0, io.SeekStart); err != nil {
		return "", fmt.Errorf("emptying the output file: %w", err)
	}
	program := c.program
	if program == "" {
		path, err := l.lookPath(c.argv[0])
		if err != nil {
			return "", err
		}
		program = path
	}
	cmd := exec.CommandContext(ctx, program) //nolint:gosec // to run commands is what a benchmark is for
	cmd.Args, cmd.Dir, cmd.Env = c.argv, c.dir, slices.Concat(l.env, c.env)
	cmd.Stdout, cmd.Stderr = l.out, l.out
	ownGroup(cmd)
	failed := l.wait(ctx, cmd, c.peak)
	output, err := l.printed()
	switch {
	case err != nil:
		return "", fmt.Errorf("reading the output file: %w", err)
	case ctx.Err() != nil:
		return "", fmt.Errorf("%s: %w", shown(c.argv), context.Cause(ctx))
	case failed != nil:
		return "", fmt.Errorf("%s in %s: %w\n%s", shown(c.argv), c.dir, failed, tail(output))
	}
	return output, nil
}

// wait runs a command, and counts processes meanwhile if that is wanted.
func (l *lab) wait(ctx context.Context, cmd *exec.Cmd, peak *int) error {
	if peak == nil {
		return cmd.Run()
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	counted := make(chan int)
	go func() { counted <- countRustc(ctx, cmd.Process.Pid) }()
	err := cmd.Wait()
	stop()
	*peak = <-counted
	return err
}

func (l *lab) printed() (string, error) {
	if _, err := l.out.Seek(0, io.SeekStart); err != nil {
		return "", err
	}
	output, err := io.ReadAll(l.out)
	return string(output), err
}

// median is the middle one, or the mean of the two in the middle.
func median(samples []time.Duration) time.Duration {
	if len(samples) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(samples))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// shown is a command line, short enough for a table.
func shown(argv []string) string {
	const most = 80
	line := strings.Join(argv, " ")
	if len(line) > most {
		line = line[:most] + "…"
	}
	return line
}

// tail is the end of what a failing command printed.
func tail(output string) string {
	const most = 4000
	if len(output) > most {
		return "…" + output[len(output)-most:]
	}
	return output
}
