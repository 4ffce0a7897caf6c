package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	os.Exit(run(os.Args[1:], os.Environ(), os.Stdout, os.Stderr))
}

// run is the whole program: argv without the program's name in, exit status
// out, which is 1 when a round went wrong.
func run(argv, env []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	flags := flag.NewFlagSet("stress", flag.ContinueOnError)
	flags.SetOutput(stderr)
	rounds := flags.Int("rounds", 200, "how many rounds")
	seed := flags.Uint64("seed", 1, "which rounds")
	limit := flags.Duration("limit", 2*time.Minute, "how long one command may take before it counts as a hang")
	name := flags.String("subject", "nw", "nw or peer")
	peer := flags.String("peer", "", "where cargo-nested 3.2.1 is: DIR/bin/cargo-nested, and DIR/home as its CARGO_HOME")
	hangs := flags.Int("detector", 0, "instead of the rounds: make this many hangs of each kind, and measure how soon they are ended")
	if err := flags.Parse(argv); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 1
	}
	if *hangs > 0 {
		return detector(ctx, *hangs, env, options{limit: *limit}, stdout, stderr)
	}
	total, err := start(ctx, *name, *peer, env, options{rounds: *rounds, seed: *seed, limit: *limit, log: stderr})
	if err != nil {
		_, _ = fmt.Fprintln(stderr, "stress: error:", err)
		return 1
	}
	_, _ = fmt.Fprintln(stdout, total)
	if total.bad() {
		return 1
	}
	return 0
}

// start makes the tree of a subject in a temporary directory and runs the
// rounds there.
func start(ctx context.Context, name, peer string, env []string, o options) (tally, error) {
	s, err := newSubject(name, peer)
	if err != nil {
		return tally{}, err
	}
	o, remove, err := o.prepare(ctx, peer, env)
	if err != nil {
		return tally{}, err
	}
	defer remove()
	if err := s.write(filepath.Join(o.dir, "tree")); err != nil {
		return tally{}, err
	}
	return o.run(ctx, s)
}

// prepare gives the options a temporary directory, and an environment in which
// cargo-nw is installed.
func (o options) prepare(ctx context.Context, peer string, env []string) (_ options, remove func(), err error) {
	dir, err := os.MkdirTemp("", "cargo-nw-stress-")
	if err != nil {
		return o, nil, fmt.Errorf("making a directory: %w", err)
	}
	remove = func() { _ = os.RemoveAll(dir) }
	defer func() {
		if err != nil {
			remove()
		}
	}()
	if o.dir, err = filepath.EvalSymlinks(dir); err != nil {
		return o, nil, fmt.Errorf("resolving the directory: %w", err)
	}
	bin := filepath.Join(o.dir, "bin")
	o.env = environment(env, o.dir, bin, peer)
	build := exec.CommandContext(ctx, "go", "build", "-o", filepath.Join(bin, "cargo-nw"), module) //nolint:gosec // our own program
	if out, err := build.CombinedOutput(); err != nil {
		return o, nil, fmt.Errorf("building cargo-nw: %w\n%s", err, out)
	}
	return o, remove, nil
}

const module = "github.com/cargo-nw/cargo-nw"

// environment is the user's without what steers cargo, with its own CARGO_HOME
// and the user's toolchains.
func environment(user []string, dir, bin, peer string) []string {
	path, home, rustup := "", "", ""
	env := slices.DeleteFunc(slices.Clone(user), func(kv string) bool {
		name, value, _ := strings.Cut(kv, "=")
		switch name {
		case "PATH":
			path = value
		case "HOME":
			home = value
		case "RUSTUP_HOME":
			rustup = value
		}
		return name == "PATH" || strings.HasPrefix(name, "CARGO") || strings.HasPrefix(name, "RUST")
	})
	if rustup == "" {
		rustup = filepath.Join(home, ".rustup")
	}
	cargoHome := filepath.Join(dir, "home")
	if peer != "" {
		cargoHome = filepath.Join(peer, "home")
		bin += string(filepath.ListSeparator) + filepath.Join(peer, "bin")
	}
	return append(env, "PATH="+bin+string(filepath.ListSeparator)+path, "CARGO_HOME="+cargoHome, "RUSTUP_HOME="+rustup)
}
