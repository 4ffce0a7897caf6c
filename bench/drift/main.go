package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

func main() {
	dir := flag.String("dir", "", "a workspace with a lock file, all of which has been downloaded")
	flag.Parse()
	workbench.Main("drift", func(ctx context.Context) error { return run(ctx, *dir) })
}

func run(ctx context.Context, workspace string) error {
	return workbench.In("", "cargo-nw-drift-", func(dir string) error {
		l := lab{workbench.Bench{Ctx: ctx, Dir: dir}}
		return l.all(workspace)
	})
}

// all measures everything, the first part in the workspace if there is one.
func (l *lab) all(workspace string) error {
	if err := l.build(); err != nil {
		return err
	}
	if err := l.furnish(workspace == ""); err != nil {
		return err
	}
	fmt.Println("| | CPU | wall |\n|---|---|---|")
	if workspace == "" {
		workspace = filepath.Join(l.Dir, "workspace")
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
	cold, err := l.fastest(func() error { return os.RemoveAll(l.cache()) }, dir, l.Program(), "nw", "drift")
	if err != nil {
		return err
	}
	cached, err := l.fastest(func() error { return nil }, dir, l.Program(), "nw", "drift")
	if err != nil {
		return err
	}
	l.row(fmt.Sprintf("`drift`, %d packages, from nothing", n), cold)
	l.row("`drift`, from its cache", cached)
	return nil
}

func (l *lab) row(name string, r workbench.Ran) {
	fmt.Printf("| %s | %.2f s | %.1f s |\n", name, r.CPU.Seconds(), r.Wall.Seconds())
}
