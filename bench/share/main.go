package main

import (
	"context"
	"flag"
	"fmt"
	"os/exec"

	"github.com/cargo-nw/cargo-nw/bench/workbench"
)

// contender is one way to build the replica.
type contender struct {
	name, table, config string
	salt                bool
	sccache             bool
	jobs                bool // two workspaces at a time
}

var contenders = []contender{
	{name: "separate"},
	{name: sharing, table: "share = true\n"},
	{name: "sharing, -j 2 from cold", table: "share = true\n", jobs: true},
	{name: "shared build-dir, a version each", config: "[build]\nbuild-dir = \"shared\"\n", salt: true},
	{name: "sccache", sccache: true},
}

// sharing is the contender whose parts are measured as well.
const sharing = "sharing"

func main() {
	only := flag.String("only", "", "the name of one contender, or \"turns\": who waits for whom")
	keep := flag.String("dir", "", "work here and keep it, in place of a temporary directory")
	flag.Parse()
	workbench.Main("share", func(ctx context.Context) error { return run(ctx, *only, *keep) })
}

func run(ctx context.Context, only, keep string) error {
	return workbench.In(keep, "cargo-nw-share-", func(dir string) error {
		l := lab{Bench: workbench.Bench{Ctx: ctx, Dir: dir}}
		return l.all(only)
	})
}

// all measures everything that is wanted.
func (l *lab) all(only string) error {
	if err := l.furnish(); err != nil {
		return err
	}
	if only == "turns" {
		return l.turns()
	}
	fmt.Println("| | third-party units | local units | CPU s | wall s | disk MB | wrong | no-op CPU s | no-op wall s |")
	fmt.Println("|---|---|---|---|---|---|---|---|---|")
	for _, c := range contenders {
		if only != "" && c.name != only {
			continue
		}
		if _, err := exec.LookPath("sccache"); c.sccache && err != nil {
			fmt.Println("| sccache | not installed |")
			continue
		}
		if err := l.measure(c); err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
	}
	l.afterwards()
	if only != "" {
		return nil
	}
	return l.turns()
}
