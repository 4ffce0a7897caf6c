package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// benchmarks are all of them, in the order of the results.
var benchmarks = []benchmark{list, setUp, doctor, cleanCheck, clean, noop, parallelNoop, parallelBuild}

func main() {
	os.Exit(run(os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// run is the whole program: argv without the program's name in, exit status out.
func run(argv, env []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	o, err := parse(argv, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err == nil:
		err = o.run(ctx, env, stdout, stderr)
	}
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "bench: error:", err)
		return 1
	}
	return 0
}

// options are the command line.
type options struct {
	reps            int
	only, out, peer string
	before          string // an earlier cargo-nw, "" for none
}

func parse(argv []string, stderr io.Writer) (options, error) {
	var o options
	cache, err := os.UserCacheDir()
	if err != nil {
		return o, fmt.Errorf("looking for the cache directory: %w", err)
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.reps, "reps", 15, "runs of each contender; slow ones make 3 of them")
	flags.StringVar(&o.only, "only", "", "one benchmark: "+strings.Join(names(benchmarks), ", "))
	flags.StringVar(&o.out, "out", "bench/RESULTS.md", "where the results go in addition to stdout; \"\" for nowhere")
	flags.StringVar(&o.peer, "peer", filepath.Join(cache, "cargo-nw-bench"), "where cargo-nested is, or will be installed")
	flags.StringVar(&o.before, "before", "", "an earlier cargo-nw to take turns with")
	if err = flags.Parse(argv); err != nil {
		return o, err
	}
	if o.reps < 1 || flags.NArg() > 0 {
		return o, errors.New("-reps must be at least 1, and only options are allowed")
	}
	if o.peer, err = filepath.Abs(o.peer); err != nil {
		return o, fmt.Errorf("reading -peer: %w", err)
	}
	return o, nil
}

// run builds, measures and writes.
func (o options) run(ctx context.Context, env []string, stdout, stderr io.Writer) error {
	chosen, err := choose(benchmarks, o.only)
	if err != nil {
		return err
	}
	l, err := newLab(ctx, o, env, stderr)
	if err != nil {
		return err
	}
	defer l.close()
	rep := report{Date: time.Now(), Reps: o.reps, Only: o.only}
	if rep.Machine, err = l.machine(ctx); err != nil {
		return err
	}
	for _, b := range chosen {
		l.logf("%s: preparing", b.name)
		measured, failed := l.bench(ctx, b, o.reps)
		if failed != nil {
			return fmt.Errorf("measuring %s: %w", b.name, failed)
		}
		rep.Results = append(rep.Results, measured)
	}
	var text bytes.Buffer
	if err = rep.render(&text); err != nil {
		return fmt.Errorf("writing the results: %w", err)
	}
	if o.out != "" {
		if err = os.WriteFile(o.out, text.Bytes(), 0o644); err != nil { //nolint:gosec // a document for all to read
			return fmt.Errorf("writing the results: %w", err)
		}
	}
	_, err = stdout.Write(text.Bytes())
	return err
}

// choose returns the benchmark of that name, or all.
func choose(all []benchmark, name string) ([]benchmark, error) {
	if name == "" {
		return all, nil
	}
	for _, b := range all {
		if b.name == name {
			return []benchmark{b}, nil
		}
	}
	return nil, fmt.Errorf("no benchmark %q; there are %s", name, strings.Join(names(all), ", "))
}

func names(all []benchmark) []string {
	list := make([]string, len(all))
	for i, b := range all {
		list[i] = b.name
	}
	return list
}
