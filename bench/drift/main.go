package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
)

func main() {
	dir := flag.String("dir", "", "a workspace with a lock file, all of which has been downloaded")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *dir); err != nil {
		fmt.Fprintln(os.Stderr, "drift: error:", err)
		os.Exit(1) //nolint:gocritic // nothing is left to stop
	}
}

func run(ctx context.Context, workspace string) error {
	dir, err := os.MkdirTemp("", "cargo-nw-drift-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) //nolint:errcheck // a temporary directory
	l := lab{ctx: ctx, dir: dir}
	if err := l.build(); err != nil {
		return err
	}
	if err := l.furnish(workspace == ""); err != nil {
		return err
	}
	fmt.Println("| | CPU | wall |\n|---|---|---|")
	if workspace == "" {
		workspace = filepath.Join(dir, "workspace")
		if err := l.workspace(workspace); err != nil {
			return err
		}
	}
	if err := l.drift(workspace); err != nil {
		return err
	}
	if err := l.furnish(true); err != nil {
		return err
	}
	return l.align()
}

// drift measures it from nothing and from its cache.
func (l *lab) drift(dir string) error {
	lock, err := os.ReadFile(filepath.Join(dir, "Cargo.lock")) //nolint:gosec // the user names it
	if err != nil {
		return err
	}
	n := strings.Count(string(lock), "[[package]]")
	cold, err := l.fastest(func() error { return os.RemoveAll(l.cache()) }, dir, l.program(), "nw", "drift")
	if err != nil {
		return err
	}
	cached, err := l.fastest(func() error { return nil }, dir, l.program(), "nw", "drift")
	if err != nil {
		return err
	}
	l.row(fmt.Sprintf("`drift`, %d packages, from nothing", n), cold)
	l.row("`drift`, from its cache", cached)
	return nil
}

func (l *lab) row(name string, r ran) {
	fmt.Printf("| %s | %.2f s | %.1f s |\n", name, r.cpu.Seconds(), r.wall.Seconds())
}
