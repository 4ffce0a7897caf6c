package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// parallelNoop: what does it cost to keep two cargos running at once?
var parallelNoop = benchmark{
	name:  "parallel-noop",
	title: "No-op `cargo check`, two at once, over 100 nested workspaces",
	note:  "Everything is built before the first run, and nothing changes. The shell loop and cargo-nested run one cargo after the other.",
	warm:  1,
	setup: setupParallelNoop,
	figures: []figure{
		{what: "against `xargs -P2`", ours: "cargo-nw -j 2", other: "xargs -P2", kind: atMost, asked: 1.05},
		{what: "faster than the peer", ours: "cargo-nw -j 2", other: "cargo-nested", kind: atLeast, asked: 3},
		{what: "against a shell loop", ours: "cargo-nw -j 2", other: "shell loop", kind: noBound},
	},
}

func setupParallelNoop(ctx context.Context, l *lab) ([]contender, error) {
	f := fixture{dir: filepath.Join(l.dir, "parallel-noop"), roots: roots(100)}
	if err := f.write(); err != nil {
		return nil, err
	}
	first := command{argv: []string{"cargo", "nw", "check", "--offline"}, dir: f.dir}
	if _, err := l.run(ctx, first); err != nil {
		return nil, err
	}
	return []contender{
		{name: "cargo-nw -j 2", argv: []string{"cargo", "nw", "-j", "2", "check", "--offline"}, dir: f.dir, check: f.allFresh},
		{name: "xargs -P2", argv: f.xargs("check"), dir: f.dir, check: f.allFresh},
		{name: "shell loop", argv: f.loop("check"), dir: f.dir, check: f.allFresh},
		{name: "cargo-nested", argv: []string{"cargo", "nested", "check", "--offline"}, dir: f.dir, check: f.allFresh},
	}, nil
}

// loop is what one writes in a shell: one after the other.
func (f fixture) loop(subcommand string) []string {
	line := "for d in . " + strings.Join(f.roots, " ") + `; do (cd "$d" && cargo ` + subcommand + ` --offline); done`
	return []string{"sh", "-c", line}
}

// xargs is what one writes in a shell for two at once, without a shell for
// each of them.
func (f fixture) xargs(subcommand string) []string {
	line := "printf '%s\\n' . " + strings.Join(f.roots, " ") +
		" | xargs -P2 -I{} cargo " + subcommand + " --offline --manifest-path {}/Cargo.toml"
	return []string{"sh", "-c", line}
}

// allFresh says whether each workspace was looked at, and nothing compiled. The
// lines of two cargos may be mixed.
func (f fixture) allFresh(output string) error {
	if n := strings.Count(output, "Finished"); n != len(f.roots)+1 || strings.Contains(output, "Checking ") {
		return fmt.Errorf("%d of %d cargos have finished, or something was compiled", n, len(f.roots)+1)
	}
	return nil
}
