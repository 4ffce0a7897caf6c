package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// clean: what does a traversal add to the commands that it runs?
var clean = benchmark{
	name:  "clean",
	title: "`cargo nw clean` over 100 nested workspaces",
	note:  "Before each run, untimed, every target directory is filled with what a `cargo check` leaves there.",
	warm:  1,
	setup: setupClean,
	figures: []figure{
		{what: "against a shell loop of `cargo clean`", ours: "cargo-nw", other: "shell loop", kind: atMost, asked: 1.1},
		{what: "against the peer", ours: "cargo-nw", other: "cargo-nested", kind: noBound},
	},
}

func setupClean(ctx context.Context, l *lab) ([]contender, error) {
	f := fixture{dir: filepath.Join(l.dir, "clean"), roots: roots(100)}
	if err := f.write(); err != nil {
		return nil, err
	}
	check := command{argv: []string{"cargo", "check", "--offline"}, dir: filepath.Join(f.dir, f.roots[0])}
	if _, err := l.run(ctx, check); err != nil {
		return nil, fmt.Errorf("filling a target directory: %w", err)
	}
	sample := filepath.Join(l.dir, "clean-sample")
	if err := os.Rename(filepath.Join(check.dir, "target"), sample); err != nil { //nolint:gosec // both in the temporary directory
		return nil, fmt.Errorf("keeping a target directory: %w", err)
	}
	fill := func() error {
		for _, dir := range f.targets() {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			if err := os.CopyFS(dir, os.DirFS(sample)); err != nil {
				return err
			}
		}
		return nil
	}
	done := func(string) error { return f.cleaned() }
	loop := "cargo clean; for d in " + strings.Join(f.roots, " ") + `; do (cd "$d" && cargo clean); done`
	return []contender{
		{name: "cargo-nw", argv: []string{"cargo", "nw", "clean"}, dir: f.dir, before: fill, check: done},
		{name: "shell loop", argv: []string{"sh", "-c", loop}, dir: f.dir, before: fill, check: done},
		{name: "cargo-nested", argv: []string{"cargo", "nested", "clean"}, dir: f.dir, before: fill, check: done},
	}, nil
}
