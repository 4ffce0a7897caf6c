package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// doctor: what does it cost to know that everything is in order?
var doctor = benchmark{
	name:  "doctor",
	title: "`doctor` over 1,000 nested workspaces",
	note:  "The repository of `list`, with a lock file in each workspace, in git. Nothing is wrong with it.",
	warm:  1,
	setup: setupDoctor,
	figures: []figure{
		{what: "against one `cargo metadata --no-deps`", ours: "cargo-nw", other: "cargo metadata", kind: atMost, asked: 15},
		{what: "against the same without rustup's proxy", ours: "cargo-nw", other: "cargo metadata, no proxy", kind: atMost, asked: 15},
		{what: "`--discover` against one `cargo metadata --no-deps`", ours: "cargo-nw --discover", other: "cargo metadata", kind: atMost, asked: 10},
	},
}

func setupDoctor(ctx context.Context, l *lab) ([]contender, error) {
	const count = 1000
	f := fixture{dir: filepath.Join(l.dir, "doctor"), roots: roots(count)}
	if err := f.write(); err != nil {
		return nil, err
	}
	for _, root := range append([]string{"."}, f.roots...) {
		name := filepath.Base(root)
		if root == "." {
			name = "outer"
		}
		lock := fmt.Sprintf("version = 4\n\n[[package]]\nname = %q\nversion = \"0.1.0\"\n", name)
		if err := os.WriteFile(filepath.Join(f.dir, root, "Cargo.lock"), []byte(lock), 0o644); err != nil { //nolint:gosec // as cargo does
			return nil, fmt.Errorf("making a fixture: %w", err)
		}
	}
	if _, err := l.run(ctx, command{argv: []string{"git", "init", "-q"}, dir: f.dir}); err != nil {
		return nil, err
	}
	metadata, err := l.metadata(ctx, f.dir)
	if err != nil {
		return nil, err
	}
	inOrder := func(output string) error {
		if !strings.Contains(output, "looked at 1001 workspaces: 0 errors, 0 warnings") {
			return fmt.Errorf("not in order: %.500s", output)
		}
		return nil
	}
	ours := contender{name: "cargo-nw", argv: []string{"cargo-nw", "doctor"}, dir: f.dir, check: inOrder}
	onDisk := contender{name: "cargo-nw --discover", argv: []string{"cargo-nw", "doctor", "--discover"}, dir: f.dir, check: inOrder}
	return append([]contender{ours, onDisk}, metadata...), nil
}
