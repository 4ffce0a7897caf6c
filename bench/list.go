package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// list: what does it cost to know which nested workspaces there are?
var list = benchmark{
	name:  "list",
	title: "`list` over 1,000 nested workspaces",
	note: "A containing package lists 1,000 workspaces, each a separate package. " +
		"`cargo metadata` reads the containing package; it is measured with rustup's proxy, as a user calls it, and without.",
	warm:  1,
	setup: setupList,
	figures: []figure{
		{what: "faster than the peer", ours: "cargo-nw", other: "cargo-nested", kind: atLeast, asked: 50},
		{what: "against one `cargo metadata --no-deps`", ours: "cargo-nw", other: "cargo metadata", kind: atMost, asked: 10},
		{what: "against the same without rustup's proxy", ours: "cargo-nw", other: "cargo metadata, no proxy", kind: atMost, asked: 10},
	},
}

func setupList(ctx context.Context, l *lab) ([]contender, error) {
	const count = 1000
	f := fixture{dir: filepath.Join(l.dir, "list"), roots: roots(count)}
	if err := f.write(); err != nil {
		return nil, err
	}
	metadata, err := l.metadata(ctx, f.dir)
	if err != nil {
		return nil, err
	}
	all := func(output string) error {
		if n := strings.Count(output, "ws/n"); n < count {
			return fmt.Errorf("%d of %d listed", n, count)
		}
		return nil
	}
	return append(metadata,
		contender{name: "cargo-nw", argv: []string{"cargo-nw", "list"}, dir: f.dir, check: all},
		contender{name: "cargo-nested", argv: []string{"cargo", "nested", "--list"}, dir: f.dir, slow: true, check: all},
	), nil
}

// metadata is one `cargo metadata --no-deps` in dir, with rustup's proxy and
// without: the cost of asking cargo a single question.
func (l *lab) metadata(ctx context.Context, dir string) ([]contender, error) {
	sysroot, err := l.run(ctx, command{argv: []string{"rustc", "--print", "sysroot"}, dir: dir})
	if err != nil {
		return nil, fmt.Errorf("looking for the toolchain: %w", err)
	}
	bare := filepath.Join(strings.TrimSpace(sysroot), "bin", "cargo")
	argv := []string{"cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"}
	return []contender{
		{name: "cargo metadata", argv: argv, dir: dir},
		{name: "cargo metadata, no proxy", program: bare, argv: argv, dir: dir},
	}, nil
}
