package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"time"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

func main() {
	only := flag.String("only", "", "one part: layers, chef or many")
	keep := flag.String("dir", "", "work here and keep it, in place of a temporary directory")
	chef := flag.String("chef", "", "the program cargo-chef")
	flag.Parse()
	workbench.Main("skeleton", func(ctx context.Context) error { return run(ctx, *only, *keep, *chef) })
}

func run(ctx context.Context, only, keep, chef string) error {
	return workbench.In(keep, "cargo-nw-skeleton-", func(dir string) error {
		l := lab{workbench.Bench{Ctx: ctx, Dir: dir}}
		return l.all(only, chef)
	})
}

// all measures everything that is wanted.
func (l *lab) all(only, chef string) error {
	if err := l.Furnish(); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		run  func() error
	}{{"many", l.many}, {"layers", l.layers}, {"chef", func() error { return l.chef(chef) }}} {
		if only != "" && only != part.name || part.name == "chef" && chef == "" {
			continue
		}
		if err := part.run(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
		fmt.Println()
	}
	return nil
}

// lab is where it happens. All parts have one cargo home.
type lab struct{ workbench.Bench }

// row prints what a command took, and what cargo says it compiled.
func row(name string, r workbench.Ran) {
	third, local := workbench.Compiled(r.Stdout)
	packages := slices.Compact(slices.Sorted(slices.Values(third)))
	fmt.Printf("| %s | %.1f | %.1f | %d | %d | %d |\n", name, r.CPU.Seconds(), r.Wall.Seconds(), len(third), len(packages), len(local))
}

func median(list []time.Duration) time.Duration {
	list = slices.Clone(list)
	slices.Sort(list)
	return list[len(list)/2]
}
