package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cargo-nw/cargo-nw/internal/stub"
)

// setUp: what does it cost to know that nothing is left to set up?
var setUp = benchmark{
	name:  "setup",
	title: "`setup --check` over 1,000 nested workspaces",
	note: "The repository of `list`, with both stubs, in git. Once all 1,000 are listed and there is nothing to change; " +
		"once none is, and `setup --diff` prints what would change.",
	warm:  1,
	setup: setupSetUp,
	figures: []figure{
		{what: "against one `cargo metadata --no-deps`", ours: "cargo-nw", other: "cargo metadata", kind: atMost, asked: 15},
		{what: "against the same without rustup's proxy", ours: "cargo-nw", other: "cargo metadata, no proxy", kind: atMost, asked: 15},
		{what: "against the same without rustup's proxy", ours: "cargo-nw, none listed", other: "cargo metadata, no proxy", kind: atMost, asked: 15},
	},
}

func setupSetUp(ctx context.Context, l *lab) ([]contender, error) {
	const count = 1000
	named := fixture{dir: filepath.Join(l.dir, "setup"), roots: roots(count), script: ourScript}
	none := fixture{dir: filepath.Join(l.dir, "setup-none"), roots: roots(count), script: ourScript}
	for _, f := range []fixture{named, none} {
		if err := f.write(); err != nil {
			return nil, err
		}
		if _, err := l.run(ctx, command{argv: []string{"git", "init", "-q"}, dir: f.dir}); err != nil {
			return nil, err
		}
	}
	test := filepath.Join(named.dir, "tests", "nested_workspaces.rs")
	outer := "[workspace]\n\n" + packageTable("outer")
	err := errors.Join(
		os.MkdirAll(filepath.Dir(test), 0o755),                                    //nolint:gosec // as cargo new does
		os.WriteFile(test, []byte(stub.TestStub), 0o644),                          //nolint:gosec // as cargo new does
		os.WriteFile(filepath.Join(none.dir, "Cargo.toml"), []byte(outer), 0o644), //nolint:gosec // as cargo new does
	)
	if err != nil {
		return nil, fmt.Errorf("making a fixture: %w", err)
	}
	metadata, err := l.metadata(ctx, named.dir)
	if err != nil {
		return nil, err
	}
	ours := []contender{
		{name: "cargo-nw", argv: []string{"cargo-nw", "setup", "--check"}, dir: named.dir},
		{name: "cargo-nw, none listed", argv: []string{"cargo-nw", "setup", "--diff"}, dir: none.dir, check: func(output string) error {
			if n := strings.Count(output, `"ws/n`); n != count {
				return fmt.Errorf("%d of %d found", n, count)
			}
			return nil
		}},
	}
	return append(ours, metadata...), nil
}
